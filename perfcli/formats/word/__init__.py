"""Word (docx): what a document's body holds, and the parts that a written one is made of."""
