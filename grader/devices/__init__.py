"""Devices: what they are, what a circuit costs there, and the gateway that runs metered jobs.

`twins` and `freeze` hold frozen machines; `isa` and `estimate` look at a circuit before it runs;
`noise`, `simulate` and `sampling` run it; `machines` and `ibm` are what jobs run on; `order` is a
job on the wire; `metering` and `fairness` say what it costs and whose turn is next; `gateway` joins
them. For notebooks: `primitives`, `remote` (the gateway elsewhere) and `local` (no gateway).
"""
