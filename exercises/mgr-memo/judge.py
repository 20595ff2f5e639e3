"""What an instructor looks at in the memo."""


def rubric():
    return [
        {
            "en": "Recommendation: one case is chosen, and the first sentences say so.",
            "ja": "提案：案を1つ選び、冒頭でそれを述べている。",
        },
        {
            "en": "Baseline: names the best classical method in use and the figure to be beaten.",
            "ja": "比較対象：現在の最良の古典的な手法と、上回るべき数値を挙げている。",
        },
        {
            "en": "Quantum part: says which step would run on a quantum computer, and why there.",
            "ja": "量子計算の役割：どの処理を量子コンピュータで行うのか、その理由を述べている。",
        },
        {
            "en": "Effort: people, months and money, with what is uncertain.",
            "ja": "工数と費用：人、期間、費用を、不確かな点とともに示している。",
        },
        {
            "en": "Stop criterion: a measurable result at a date, at which the work ends.",
            "ja": "中止基準：いつまでにどの測定値に届かなければ終了するかを決めている。",
        },
        {
            "en": "Honesty: promises no unproven advantage; says what is learnt anyway.",
            "ja": "誠実さ：示されていない優位性を約束せず、何が残るかを述べている。",
        },
    ]
