"""The page *Headings*: what files were taken for, and which heading each field is read from."""
