"""Tests on files as authorities publish them."""
