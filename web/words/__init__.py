"""What the pages say, Indonesian first, one file per subject."""
