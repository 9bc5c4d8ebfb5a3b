"""Gas billing: accounts, meters, price lists, readings, statements, payments."""
