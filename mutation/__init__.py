"""Mutation testing: small faults are put into a copy of the core, and the tests must notice each."""
