# The frame round every page.

skip-to-content = Skip to content
language-switch = Language
