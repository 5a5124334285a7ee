"""Numbers, dates, words, charts and form fields of an Indonesian office; knows no model."""
