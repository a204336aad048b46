"""年报核查: reads annual reports of any agency, in any file, and says what in them does not agree."""
