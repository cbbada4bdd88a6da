"""Small parts that views are made of: fields, banners, code, themes."""
