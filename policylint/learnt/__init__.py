"""A learnt reader beside the rules: it reads passages whole and says which statements sound like evidence."""
