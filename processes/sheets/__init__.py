"""How reports and SOPs leave the house: as sheets and files."""
