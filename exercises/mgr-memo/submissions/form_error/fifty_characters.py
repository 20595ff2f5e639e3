# reason: text-length
# Much too short.
answer = "配車計画の試行を提案します。費用は約800万円、期間は半年です。優位性はまだ示されていません。中止基準も"
