"""The only coroutines: they call the core and push results into models and views."""
