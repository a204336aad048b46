"""Files of Word, Excel and PowerPoint (OOXML) as their readers see them; bytes in, bytes or text out."""
