"""Words of the feedback, in English and Japanese."""

from collections.abc import Mapping

__all__ = ["LANGUAGES", "METRICS", "TEXTS", "metric_name", "text"]

LANGUAGES = ("en", "ja")

TEXTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "points": "{points} of {maximum} points",
        "step-right": "right answer",
        "step-par": "cost {cost} (par)",
        "step-best": "cost {cost} (best known)",
        "reached": "reached",
        "open": "not yet",
        "metric": "Measured",
        "yours": "yours",
        "limit": "limit",
        "par": "par",
        "best": "best",
        "over": "over the limit",
        "cost-nisq-v1": "cost (10 × two-qubit + one-qubit gates)",
        "cost-mapped-v1": "cost (−ln of the success probability)",
        "next": "What to look at next",
        "practice": "Practice verdict, from the public cases. "
        "The verdict that counts comes after you submit.",
        "practice-fixed": "Practice verdict. The verdict that counts comes after you submit.",
        "form-only": "Practice looks only at the form of this answer. "
        "Whether it is right is judged after you submit.",
        "form-title": "Form is right",
        "form-what": "The answer has the form that is asked for. Nothing was said about its "
        "content yet.",
        "hints": 'Stuck? hint("{exercise}") shows hints one by one ({count} in all).',
        "hint-title": "Hint {number} of {count}",
        "hint-left": "Run the cell again for the next hint; {left} to come.",
        "hint-last": "That was the last hint. Run the cell again to start from the first.",
        "hint-none": "There are no hints for this exercise.",
        "expected": "expected",
        "observed": "yours",
        "picture-bars": "Probabilities of the basis states",
        "picture-input": "Probabilities of the basis states for the input {input}",
        "picture-phases": "Phases, relative to the same basis state",
        "picture-entries": "Entries of the answer",
        "picture-circuit": "The operation in your circuit",
        "picture-circuit-whole": "Your circuit",
        "entry-right": "right",
        "entry-off": "off",
        "traceback": "Your function raised",
        "traceback-line": "line {line}, in {function}: {source}",
        "no-timer": "Calls run without a time limit here, outside the main thread.",
        "time": "Stopped: the calls of your function took longer than {seconds:g} seconds in all.",
        "questions-title": "{count} questions",
        "questions-how": "Write the id of your option behind the id of each question:",
        "questions-attempt": "These are the questions of attempt {attempt}.",
        "questions-none": "This exercise has no questions to draw.",
        # wrong use
        "use-title": "Not judged",
        "use-arguments": "Write the exercise first and the answer second: "
        'check("{exercise}", answer).',
        "use-id": "The first argument is the name of an exercise in quotation marks, "
        'for example check("{exercise}", answer).',
        "use-unknown": "There is no exercise “{exercise}” in this lesson.",
        "use-nearest": "Did you mean “{nearest}”?",
        "use-known": "Exercises of this lesson: {known}.",
        "use-no-pack": "The file practice.json of this lesson was not found in {folder} or above "
        "it.",
        "use-no-pack-next": "Open the notebook in the folder in which you fetched the lesson: "
        "practice.json lies beside it. Your answer can be submitted all the same.",
        "use-broken-pack": "The file {path} cannot be read: {cause}.",
        "use-broken-pack-next": "Fetch the lesson again. "
        "Your answer can be submitted all the same.",
        "use-language": "lang is “en” or “ja”.",
        "answer-title": "No answer yet",
        "answer-missing": "The variable that you passed is still empty ({shown}).",
        "answer-missing-next": "Assign your answer in the cell above, run that cell, "
        "then this one.",
        "answer-class": "You passed the class {name} itself, not an object of it.",
        "answer-class-next": "Make an object first, for example answer = {name}(...).",
        "answer-call": "You passed the function {name}, but this exercise asks for its result.",
        "answer-call-next": "Call it: answer = {name}(...).",
        "answer-function": "This exercise asks for a function, and you passed {kind}.",
        "answer-function-next": "Pass the function itself, without calling it: "
        'def answer(...): ... and then check("{exercise}", answer).',
        "trouble-title": "Practice could not judge this",
        "trouble": "A fault of ours stopped the practice verdict ({cause}). "
        "It says nothing of your answer, which you can submit all the same.",
    },
    "ja": {
        "points": "{maximum}点中 {points}点",
        "step-right": "正解",
        "step-par": "コスト{cost}（目標）",
        "step-best": "コスト{cost}（最良値）",
        "reached": "達成",
        "open": "未達成",
        "metric": "測定値",
        "yours": "あなた",
        "limit": "上限",
        "par": "目標",
        "best": "最良",
        "over": "上限を超過",
        "cost-nisq-v1": "コスト（10 × 2量子ビット + 1量子ビットゲート数）",
        "cost-mapped-v1": "コスト（推定成功確率の −ln）",
        "next": "次に確認すること",
        "practice": "公開ケースによる練習の判定です。成績になる判定は提出後に出ます。",
        "practice-fixed": "練習の判定です。成績になる判定は提出後に出ます。",
        "form-only": "練習では解答の形式だけを確認します。正解かどうかは提出後に判定されます。",
        "form-title": "形式は正しいです",
        "form-what": "解答の形式は求められたとおりです。内容の正誤はまだ判定していません。",
        "hints": '行き詰まったら hint("{exercise}") でヒントを1つずつ表示できます（全{count}個）。',
        "hint-title": "ヒント {number}/{count}",
        "hint-left": "もう一度実行すると次のヒントが表示されます（残り{left}個）。",
        "hint-last": "これが最後のヒントです。もう一度実行すると最初に戻ります。",
        "hint-none": "この演習にヒントはありません。",
        "expected": "正解",
        "observed": "あなた",
        "picture-bars": "各基底状態の確率",
        "picture-input": "入力 {input} に対する各基底状態の確率",
        "picture-phases": "位相（同じ基底状態を基準とした値）",
        "picture-entries": "解答の要素",
        "picture-circuit": "回路の中の該当する操作",
        "picture-circuit-whole": "あなたの回路",
        "entry-right": "正しい",
        "entry-off": "誤り",
        "traceback": "関数の中で例外が発生しました",
        "traceback-line": "{function} の {line} 行目: {source}",
        "no-timer": "メインスレッドではないため、時間制限なしで関数を呼び出しています。",
        "time": "関数の呼び出しが全体で{seconds:g}秒を超えたため、中断しました。",
        "questions-title": "全{count}問",
        "questions-how": "各問題の ID に、選んだ選択肢の ID を書いてください。",
        "questions-attempt": "{attempt}回目の挑戦の問題です。",
        "questions-none": "この演習には出題される問題がありません。",
        "use-title": "判定していません",
        "use-arguments": '演習の名前、解答の順に書いてください: check("{exercise}", answer)',
        "use-id": '第1引数は引用符で囲んだ演習の名前です。例: check("{exercise}", answer)',
        "use-unknown": "このレッスンに「{exercise}」という演習はありません。",
        "use-nearest": "「{nearest}」ではありませんか。",
        "use-known": "このレッスンの演習: {known}",
        "use-no-pack": "レッスンの practice.json が {folder} と"
        "その上のフォルダーに見つかりません。",
        "use-no-pack-next": "レッスンを取得したフォルダーでノートブックを開いてください。"
        "practice.json はノートブックと同じ場所にあります。このままでも提出はできます。",
        "use-broken-pack": "{path} を読み込めません（{cause}）。",
        "use-broken-pack-next": "レッスンを取得し直してください。このままでも提出はできます。",
        "use-language": "lang には “en” か “ja” を指定してください。",
        "answer-title": "未解答",
        "answer-missing": "渡された変数がまだ空です（{shown}）。",
        "answer-missing-next": "上のセルで解答を代入して実行してから、このセルを実行してください。",
        "answer-class": "クラス {name} そのものが渡されました。オブジェクトではありません。",
        "answer-class-next": "先にオブジェクトを作りましょう。例: answer = {name}(...)",
        "answer-call": "関数 {name} が渡されましたが、この演習で求めているのはその結果です。",
        "answer-call-next": "関数を呼び出してください: answer = {name}(...)",
        "answer-function": "この演習で求めているのは関数ですが、{kind} が渡されました。",
        "answer-function-next": "関数を呼び出さずに、そのまま渡してください: "
        'def answer(...): ... のあとで check("{exercise}", answer)',
        "trouble-title": "練習の判定ができませんでした",
        "trouble": "システム側の不具合で練習の判定が止まりました（{cause}）。"
        "解答の良し悪しとは関係ありません。このまま提出できます。",
    },
}

METRICS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "n2q": "two-qubit gates",
        "depth2q": "two-qubit depth",
        "n1q": "one-qubit gates",
        "depth": "depth",
        "t_count": "T gates",
        "qubits": "qubits",
        "ancillas": "extra qubits",
        "esp": "estimated success probability",
        "shots": "shots",
        "queries": "queries",
        "energy": "energy",
        "right": "right answers",
        "share": "share of right answers",
        "calls": "calls",
    },
    "ja": {
        "n2q": "2量子ビットゲート数",
        "depth2q": "2量子ビットゲートの深さ",
        "n1q": "1量子ビットゲート数",
        "depth": "回路の深さ",
        "t_count": "Tゲート数",
        "qubits": "量子ビット数",
        "ancillas": "補助量子ビット数",
        "esp": "推定成功確率",
        "shots": "ショット数",
        "queries": "クエリ数",
        "energy": "エネルギー",
        "right": "正答数",
        "share": "正答率",
        "calls": "呼び出し回数",
    },
}


def text(key: str, language: str, **values: object) -> str:
    """Return one text, filled in."""
    return TEXTS[language][key].format(**values)


def metric_name(name: str, language: str) -> str:
    """Return the name of a metric; one that has none here is shown as it is."""
    return METRICS[language].get(name, name)
