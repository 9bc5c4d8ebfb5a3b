"""The demo office: a few hundred customers and a gas month in progress, made by the very verbs that people use."""
