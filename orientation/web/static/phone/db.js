/**
 * The phone's databases: `phone` for what belongs to the phone, `learner-<id>` for each profile on it.
 *
 * One transaction is one promise: it settles when what was written is on the disk, not when it was asked for. So whoever
 * awaits it may tell the learner that it is kept. A full disk rejects it with a `QuotaExceededError` and changes nothing.
 */
const STORES = { profiles: "id", installs: "key", partials: "key", settings: "key" };
const LEARNER_STORES = ["outbox", "sent", "refused", "lessons", "items", "cards", "state"];
const bases = {};

/** @return {Promise<*>} what is asked of a database as a whole */
export function settled(request) {
  return new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
}

/**
 * @param {string} name
 * @return {Promise<IDBDatabase>} the database, made when it isn't there; closed by itself when it is to be deleted
 */
export function openBase(name) {
  const forget = () => delete bases[name];
  if (!bases[name]) {
    const request = indexedDB.open(name, name === "phone" ? 1 : 2);
    request.onupgradeneeded = () => {
      const base = request.result;
      if (name === "phone") for (const store in STORES) base.createObjectStore(store, { keyPath: STORES[store] });
      else for (const store of LEARNER_STORES) if (!base.objectStoreNames.contains(store)) base.createObjectStore(store);
    };
    bases[name] = settled(request).then((base) => {
      base.onclose = forget;
      base.onversionchange = () => {
        forget();
        base.close();
      };
      return base;
    });
    bases[name].catch(forget);
  }
  return bases[name];
}

/**
 * One transaction. `work` gets a function from a store's name to the store, and must ask for all it wants at once.
 * @param {string} name
 * @param {string|string[]} stores
 * @param {"readonly"|"readwrite"} mode
 * @param {function(function(string): IDBObjectStore): (IDBRequest|IDBRequest[]|*)} work
 * @return {Promise<*>} the result of the request, or of each, that `work` returned, once the transaction is complete
 */
export async function inBase(name, stores, mode, work) {
  let base = await openBase(name);
  const begin = () => base.transaction(stores, mode, { durability: "strict" });
  let transaction;
  try {
    transaction = begin();
  } catch (error) {
    if (error.name !== "InvalidStateError") throw error;
    delete bases[name]; // the browser had closed it
    base = await openBase(name);
    transaction = begin();
  }
  return new Promise((done, fail) => {
    let asked;
    const result = (one) => (one instanceof IDBRequest ? one.result : one);
    transaction.oncomplete = () => done(Array.isArray(asked) ? asked.map(result) : result(asked));
    transaction.onabort = () => fail(transaction.error);
    try {
      asked = work((store) => transaction.objectStore(store));
    } catch (error) {
      fail(error);
      transaction.abort();
    }
  });
}

/** @return {Promise<Object|undefined>} a record of a store of the database `phone` */
export function get(store, key) {
  return inBase("phone", store, "readonly", (of) => of(store).get(key));
}

/** Keep a record, which has its own key in it (`id` of profiles, else `key`), in the database `phone`. */
export function put(store, record) {
  return inBase("phone", store, "readwrite", (of) => of(store).put(record));
}

/** @return {Promise<Object[]>} every record of a store of the database `phone` */
export function all(store) {
  return inBase("phone", store, "readonly", (of) => of(store).getAll());
}

/** Forget a record of the database `phone`; nothing happens when it isn't there. */
export function remove(store, key) {
  return inBase("phone", store, "readwrite", (of) => of(store).delete(key));
}
