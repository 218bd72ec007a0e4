"""``python -m policylint``: the same as the ``policylint`` command."""

from policylint.commands import main

main()
