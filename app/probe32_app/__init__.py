"""The Qt application: one window over one `probe32.Library`.

Layers, from the top: `bootstrap` builds everything by constructor arguments; `controllers` hold the only coroutines;
`views` emit what a person wants as signals; `delegates` and `widgets` draw; `models` hold plain facts for item views.
"""
