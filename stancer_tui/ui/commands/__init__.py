"""Every command of the program: footer, palette, help and keymap all derive from these lists.

Each is imported from its own file: a screen needs a few, and the first one few of all.
"""
