"""The CMS beside our desk: what it is open for, and whose words it may not overwrite."""
