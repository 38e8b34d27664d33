// What a part of a wait was about, in words. A sentence is a list of texts and of jobs, which the panel turns into links.
gpusched.sentence = function (model, run, job, part) {
  const kind = model.kinds[part.kind].id, more = part.count - Math.min(part.jobs.length, 3);
  const named = part.jobs.slice(0, 3).flatMap((each, i) => [i ? ', ' : ' ', { job: each }]);
  const list = [...named, ...(more > 0 ? [` and ${more} more`] : [])];
  const fence = part.fence >= 0 ? ` fence ${run.fences[part.fence].name}` : '';
  switch (kind) {
    case 'own': return ['behind', ...named, part.count > 1 ? ', the last of ' + part.count + ' earlier jobs of its own entity' : ', an earlier job of its own entity'];
    case 'dependency': return fence ? ['for' + fence] : ['for', ...list, part.fence === gpusched.SCHEDULED ? ' to go to the hardware' : ' to be done'];
    case 'credits': return part.count ? ['for credits, held by', ...list] : ['for credits'];
    case 'turn': return part.count ? ['lost to', ...list] : ['for its turn'];
    case 'ring': return part.count ? ['on the ring, behind', ...list] : ['on the ring, not yet begun'];
    case 'reset': return part.count ? ['for a reset, after', ...list, ' hung'] : ['for a reset'];
    case 'hung': return ['hung, until its timeout'];
    case 'paused': return ['submission was paused'];
    case 'killed': return ['its entity was killed; it was to be ended'];
    case 'gone': return ['its device was gone'];
    case 'work': return ['running'];
    case 'worker': return ['for the worker of its scheduler'];
    default: return ['nothing that was recorded'];
  }
};
gpusched.SCHEDULED = -2;

gpusched.jobName = (run, job) => `job ${run.id[job]} of ${run.entities[run.entity[job]].label}`;

/** Returns a text that begins with a capital. */
gpusched.title = (text) => text.charAt(0).toUpperCase() + text.slice(1);

gpusched.plainSentence = (model, run, job, part) => gpusched.sentence(model, run, job, part)
  .map((each) => typeof each === 'string' ? each : gpusched.jobName(run, each.job)).join('');

/** What the policy of a ring orders entities by, and how to write it; no name if that says nothing to people. */
gpusched.standing = function (run, ring) {
  const millis = (key) => (key / 1e6).toFixed(3) + ' ms';
  switch (run.rings[ring].policy) {
    case 'fair': return { name: 'virtual run times', value: millis };
    case 'sfq':
    case 'sfq-strict': return { name: 'start tags', value: millis };
    case 'fifo': return { name: 'submitted', value: millis };
    case 'rr': return { name: 'turns', value: String };
    default: return { name: '', value: String };
  }
};
