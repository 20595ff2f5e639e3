"""Why a device does not run a job, in words: what is wrong, and the cure, in both languages."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from grader.errors import DeviceError

__all__ = ["TEXTS", "refuse"]

TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "unknown-device": (
            "There is no device {name!r}. There is: {known}.",
            "{name!r} というデバイスはありません。使えるのは {known} です。",
        ),
        "isa-gate": (
            "Operation {index} of the circuit (counted from 0) is `{gate}`, which {name} does not "
            'have. It has: {basis}. Cure: transpile(circuit, target=device("{name}").target)',
            "回路の {index} 番目（0 から数えます）の操作 `{gate}` は {name} にありません。"
            '使えるゲートは {basis} です。対処: transpile(circuit, target=device("{name}").target)',
        ),
        "isa-edge": (
            "Operation {index} of the circuit (counted from 0) is `{gate}` on qubits {qubits}, and "
            '{name} has no such edge. Cure: transpile(circuit, target=device("{name}").target)',
            "回路の {index} 番目（0 から数えます）の操作 `{gate}` は量子ビット {qubits} "
            "に作用しますが、{name} にこの結合はありません。対処: "
            'transpile(circuit, target=device("{name}").target)',
        ),
        "isa-direction": (
            "Operation {index} of the circuit (counted from 0) is `{gate}` on qubits {qubits}; "
            "{name} has this edge in the other direction only. Cure: "
            'transpile(circuit, target=device("{name}").target)',
            "回路の {index} 番目（0 から数えます）の操作 `{gate}` は量子ビット {qubits} "
            "に作用しますが、{name} では逆向きだけが使えます。対処: "
            'transpile(circuit, target=device("{name}").target)',
        ),
        "isa-faulty": (
            "Operation {index} of the circuit (counted from 0) is `{gate}` on qubits {qubits}, an "
            "edge of {name} that is out of order (error 1). Cure: "
            'transpile(circuit, target=device("{name}").target), which leaves such edges out',
            "回路の {index} 番目（0 から数えます）の操作 `{gate}` は量子ビット {qubits} "
            "に作用しますが、{name} のこの結合は故障しています（エラー率 1）。対処: "
            "故障した結合を含まない "
            'transpile(circuit, target=device("{name}").target) を使ってください',
        ),
        "isa-width": (
            "The circuit has {width} qubits and {name} has {num_qubits}. Cure: "
            'transpile(circuit, target=device("{name}").target)',
            "回路は {width} 量子ビットですが、{name} は {num_qubits} 量子ビットです。"
            '対処: transpile(circuit, target=device("{name}").target)',
        ),
        "no-bits": (
            "Circuit {number} (counted from 0) has no classical bits, so that nothing would be "
            "read. Cure: circuit.measure_all()",
            "{number} 番目（0 から数えます）の回路に古典ビットがなく、何も読み出せません。"
            "対処: circuit.measure_all()",
        ),
        "shots": (
            "{shots!r} is no possible number of shots: {name} takes whole numbers from 1 to "
            "{limit} for each circuit.",
            "ショット数 {shots!r} は使えません。{name} は回路ごとに 1 から {limit} までの整数を"
            "受け付けます。",
        ),
        "jobs": (
            "A job holds 1 to {limit} circuits, this one {circuits}. Cure: several jobs.",
            "1 つのジョブに入る回路は 1 から {limit} 個ですが、このジョブは {circuits} 個です。"
            "対処: ジョブを分けてください。",
        ),
        "form": (
            "The job cannot be read: {detail}.",
            "ジョブを読み取れません: {detail}。",
        ),
        "operation": (
            "Circuit {number} (counted from 0) has `{gate}`, which cannot be sent to a device. "
            'Cure: transpile(circuit, target=device("{name}").target); loops and switches must be '
            "written out, only `if_test` can be sent.",
            "{number} 番目（0 から数えます）の回路の `{gate}` はデバイスに送れません。対処: "
            'transpile(circuit, target=device("{name}").target)。ループと switch は展開して'
            "ください。送れる制御文は `if_test` だけです。",
        ),
        "seed": (
            "{seed!r} is no possible seed: a whole number from 0 to {limit}, or None.",
            "シード {seed!r} は使えません。0 から {limit} までの整数か None にしてください。",
        ),
        "width": (
            "A circuit uses {qubits} qubits, and {name} simulates {limit} at most. "
            "Cure: fewer qubits.",
            "回路は {qubits} 量子ビットを使いますが、{name} がシミュレートできるのは {limit} "
            "量子ビットまでです。対処: 量子ビットを減らしてください。",
        ),
        "too-large": (
            "{qubits} active qubits and {shots} shots would keep the simulator busy for more than "
            "{limit} seconds. Cure: fewer qubits, operations or shots. `measure_all()` belongs "
            "before `transpile`: after it, every qubit of the device is measured.",
            "使用中の量子ビット {qubits} 個、{shots} ショットでは、シミュレーターが {limit} 秒を"
            "超えて占有されます。対処: 量子ビット、操作、ショット数のいずれかを減らしてください。"
            "`measure_all()` は `transpile` の前に呼んでください。後に呼ぶと、"
            "デバイスの全量子ビットを測定します。",
        ),
        "result-size": (
            "The bits of all shots would take more than {limit} MiB. Cure: several jobs.",
            "全ショットのビット列が {limit} MiB を超えます。対処: ジョブを分けてください。",
        ),
        "quota": (
            "Over quota, nothing was run: {whose} has {left} of {limit} {unit} left in {month}, "
            "and this job needs {needed}.",
            "割り当てを超えるため、何も実行されませんでした。{month} の {whose_ja}の残りは {limit} "
            "{unit_ja}のうち {left} で、このジョブには {needed} が必要です。",
        ),
        "conflict": (
            "A job with the key {key} exists already and is a different one. Cure: a new key.",
            "キー {key} のジョブは別の内容ですでに存在します。対処: 新しいキーを使ってください。",
        ),
        "lost": (
            "The service ended while the machine ran this job; its result is lost, and the charge "
            "of {charge} stands. It is not run again by itself.",
            "実行中にサービスが終了し、結果が失われました。{charge} の使用量は計上されたままです。"
            "自動では再実行されません。",
        ),
        "expired": (
            "This job ran, and its result is no longer kept; the charge of {charge} stands.",
            "このジョブは実行済みですが、結果の保存期間を過ぎています。{charge} の使用量は計上"
            "されたままです。",
        ),
        "credentials": (
            "{name} needs credentials of IBM Quantum, and {missing} is missing. An administrator "
            "sets them up as docs/devices.md says; nothing was run.",
            "{name} には IBM Quantum の認証情報が必要ですが、{missing} がありません。"
            "管理者が docs/devices.md に従って設定します。何も実行されませんでした。",
        ),
        "backend": (
            "The machine failed: {detail}. Nothing was charged.",
            "デバイスでの実行に失敗しました: {detail}。使用量は計上されていません。",
        ),
        "token": (
            "The device service does not know this server. Cure: start JupyterLab again with "
            "`qskills serve`.",
            "デバイスサービスがこのサーバーを認識できません。対処: `qskills serve` で JupyterLab を"
            "起動し直してください。",
        ),
        "service": (
            "The device service does not answer ({detail}). Run the cell again; the same circuits "
            "are not charged twice then.",
            "デバイスサービスが応答しません（{detail}）。セルをもう一度実行してください。"
            "同じ回路であれば二重に計上されることはありません。",
        ),
    }
)
"""By code: English and Japanese, with the same placeholders."""

EXIT_CODES: Mapping[str, int] = MappingProxyType(
    {"unknown-device": 2, "credentials": 3, "backend": 3, "token": 3, "service": 3, "lost": 3}
)


def refuse(code: str, **values: Any) -> DeviceError:  # noqa: ANN401 - what a text names
    """Return the error of this code, with its texts filled in."""
    english, japanese = (text.format(**values) for text in TEXTS[code])
    return DeviceError(code, english, japanese, exit_code=EXIT_CODES.get(code, 1))
