"""What the pages say: from a plan to words and grids, without drawing anything."""
