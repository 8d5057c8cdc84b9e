// Says every now and then that this draft is open here, and hears who else has it open.
import { words } from './words.js';

const BEAT = 20000;

export function watch(server, saving, notices) {
  const beat = async () => {
    const draft = await server.send('hadir', '').catch(() => null);
    if (!draft) return;
    if (draft.other) notices.show('presence', words.other(draft.other));
    else notices.clear('presence');
    if (draft.closed_at) saving.end(words.ended);
    else if (draft.revision > saving.revision && saving.idle) saving.behind(draft);
  };
  beat();
  return setInterval(beat, BEAT);
}
