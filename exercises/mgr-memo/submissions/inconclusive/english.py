# reason: by-hand
answer = """
I recommend a pilot on the scheduling of our parcel fleet in Osaka, and no work this year on the two other
cases, pricing of options and design of battery materials.

Baseline. A commercial solver plans 140 vans in 20 minutes every night; its plans are on average 3 percent
longer than the best known ones. A quantum method is of use only if it gives better plans in the same time on
the same orders, with all costs counted.

Quantum part. Only the assignment of 20 to 30 late orders in the afternoon would be given to a quantum
optimisation routine; everything else stays as it is. Today this size can be simulated, so that no contract
with a provider is needed before we know how good the answers are.

Effort. Two engineers half time for six months, one lesson a week on the training platform, and about 8
million yen including computing. The largest uncertainty is how many shots a useful answer needs.

Stop criterion. If by 30 September the routine has not matched the solver within one percent on 50 real
afternoons, in simulation without noise, we stop and publish the result inside the company.

What we may expect. No advantage over the solver has been shown for this problem so far, and I do not promise
one. What remains in any case is a test bench with our own data, two trained people, and a clear answer to the
question that the board keeps asking.
"""
