"""编审: how a document comes to be public: drafted, reviewed three times, released, withdrawn."""
