"""The order of steps from a question to a verified answer.

    question -> passages -> sentences and utterances -> admitted? -> draft -> checked -> answer

``gather`` finds the evidence, ``check`` verifies one sentence, ``run`` goes through one question
and yields events, ``runnable`` makes LangChain runnables of it.
"""
