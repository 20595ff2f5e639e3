"""Run untrusted notebooks: one warm zygote per worker, one locked-in fork per submission.

On the host: `launcher` (start here), `policy`, `worker`, `view`, `staging`, `seccomp`, `orders`,
`supervise`, `ledger`, `outputs`, `meter`, `cgroup`, `calling`, `selftest`. Inside the sandbox:
`zygote`, `child`, `confine`, `kernel`, `shell`, `display`, `figures`, `collect`, `serve`,
`arguments`, `probes`. On both sides: `outcome`, `packets`.
"""
