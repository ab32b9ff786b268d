"""The map's layers: from a plan to compact, content-hashed files that the browser draws."""
