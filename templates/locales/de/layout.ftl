# The frame round every page.

skip-to-content = Zum Inhalt springen
language-switch = Sprache
