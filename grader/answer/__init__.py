"""The wire format `qans/1`: encode on the learner side, decode on the judge side."""
