"""Configuration: what applies to a document, and where each value comes from.

One precedence for every command: command line, environment, closest config file, the file it extends,
default.
"""
