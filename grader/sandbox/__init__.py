"""Run untrusted notebooks: one warm zygote per worker, one locked-in fork per submission.

On the host: `launcher` (start here), `worker`, `view`, `staging`, `seccomp`, `supervise`, `ledger`,
`meter`, `cgroup`, `selftest`. Inside the sandbox: `zygote`, `child`, `confine`, `shell`, `display`,
`collect`, `serve`, `arguments`. On both sides: `outcome`, `packets`.
"""
