"""考核: rubrics, and what each agency or unit is given by them."""
