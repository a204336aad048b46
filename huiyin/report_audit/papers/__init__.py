"""From a file to what stands on its paper: paragraphs, tables and pictures in reading order."""
