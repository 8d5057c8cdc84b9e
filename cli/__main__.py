"""`python -m cli` is the `sopan` command."""

from cli.main import main

main()
