"""Verbs that open an order ("Book a table"), so that they are not taken for names; some function words that open a sentence."""

VERBS = frozenset("""
say add analyze analyse answer apply arrange ask assess book buy calculate call cancel change check choose classify close compare compose compute
convert count create decide delete describe determine display do download draw email estimate evaluate explain extract fetch figure fill filter find
generate get give go identify increase invest list listen locate look make mark measure message move multiply note open order organize pay
perform pick plan play plot post predict prepare print provide publish purchase put query quote rank read recommend record reduce refund register
remind remove rename rent replace report request research reschedule reserve retrieve return roll run save schedule search select sell send set
share show simulate solve sort split start stop store submit subtract suggest summarize switch take tell text transfer translate turn update use
verify view visit watch withdraw work write imagine restart reboot deploy release rollout throw fit ship sign enroll upload label tag dim lock unlock feed pour
heat cool open close compose invite inform notify warn block unblock activate deactivate enable disable start pause resume skip mute clean wash drive ride fly cook bake
brew mix differentiate integrate simplify factor expand graph draft publish assign merge push pull test debug fix repair report roll flip toss enter log login imagine suppose consider given assuming assume obtain sum total average divide detect lookup track
is are was were what which who whom whose when where why how if in on at for from to with and but or so because while during using
help let need want would could should may might will shall must did does do has have had please also then next finally first second
after before once until since whenever wherever unless although though whether considering regarding about my our your his her their the a an this that these those any some both all each every
""".split())
