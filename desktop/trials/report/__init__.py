"""The field report of a trial: its sentences, tables and sections, and the templates of all reports."""
