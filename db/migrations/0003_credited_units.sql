-- Of a credit note's line, besides of_line: how many of that line's units it credits, where it credits units.
ALTER TABLE document_line ADD COLUMN of_quantity INTEGER;
