"""One file a report; its name is the report's address."""
