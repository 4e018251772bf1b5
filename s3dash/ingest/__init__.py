"""From raw official files to tables of long values: one module per source, named after it."""
