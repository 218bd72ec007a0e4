"""Words and grammar: which concepts a statement holds, and who does what to whom in it."""
