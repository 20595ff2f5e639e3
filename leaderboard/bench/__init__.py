"""``qskills bench --board``: how long publishing takes, and the pages, on a made-up crowd."""
