"""Forms: declared as data in `form`, read in `reading`, shown and sent by `screen`.

A form is a `Form`; `submissions.open_form(desk, form)` opens it and owns what it sends. Importing this
package costs nothing.
"""
