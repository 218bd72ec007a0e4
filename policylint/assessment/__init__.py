"""Judging: which statements are evidence for which criterion, and what the document as a whole says."""
