"""Results kept between runs, so that an unchanged document is not judged twice.

A result is kept under a digest of everything it depends on: the document's bytes, the rules as the
configuration wants them, the choices, the language model, and the program itself. Whatever changes, the
digest changes; nothing has to be thrown away for a result to be right.
"""

from policylint.caching.store import Store, default_folder

__all__ = ["Store", "default_folder"]
