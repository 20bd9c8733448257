export interface paths {
  '/api/v1/keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['KeysController_list'];
    put?: never;
    /**
     * Makes a key for a program or a person.
     * @description Its name is the actor of the events that follow from its requests. `read` sees everything, `request` adds downloads and cancels its own, `admin` may everything.
     */
    post: operations['KeysController_add'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/keys/{name}/settings': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put: operations['KeysController_change'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/keys/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete: operations['KeysController_remove'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/session': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['SessionController_who'];
    put?: never;
    /** Trades a key for a session, which comes as a cookie and holds for 30 days since its last use. */
    post: operations['SessionController_open'];
    delete: operations['SessionController_close'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/session/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete: operations['SessionController_revoke'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/clients/types': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['ClientTypesController_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/clients/test': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Tries settings before they are saved. With the id of a client, its secrets stand for those left out. */
    post: operations['ClientTestsController_tryOut'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/clients/{id}/test': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['ClientTestsController_test'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/clients': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['ClientsController_list'];
    put?: never;
    /** Adds a download client. Its id is given once: without one, it is made from the name. */
    post: operations['ClientsController_add'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/clients/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['ClientsController_get'];
    /** Changes a client. A secret that is left out is kept; null takes it away. */
    put: operations['ClientsController_change'];
    post?: never;
    /** Deletes a client. One that has downloads under way is refused (client-has-downloads), unless it is said what becomes of them. */
    delete: operations['ClientsController_delete'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/projections/rebuilds': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['RebuildJobsController_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/projections/rebuilds/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['RebuildJobsController_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/projections/rebuilds/{id}/stop': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Ends it; the tables are as they were, unless it was done already. */
    post: operations['RebuildJobsController_stop'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/projections': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * How far each projection is.
     * @description `lagEvents` counts the events that are in the log and not yet shown. While they are being counted, in the background, it is an estimate.
     */
    get: operations['ProjectionsController_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/projections/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['ProjectionsController_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/projections/{name}/pause': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Stops it where it is, until it is resumed, also across restarts.
     * @description Answers to commands do not wait for it: they say what is known.
     */
    post: operations['ProjectionsController_pause'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/projections/{name}/resume': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Lets it go on from where it is. */
    post: operations['ProjectionsController_resume'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/projections/{name}/rewind': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Puts its tables back to what the log tells up to a position or an instant.
     * @description It goes on from there, at once unless it is paused. Only for a projection that nobody acts upon.
     */
    post: operations['ProjectionsController_rewind'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/projections/{name}/rebuild': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Builds the tables anew from the log, while everything goes on.
     * @description With `dryRun` nothing is changed, and the job ends with what the tables have otherwise than the log says.
     */
    post: operations['ProjectionsController_rebuild'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/projections/rebuild': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Builds all of them anew, in one pass over the log. */
    post: operations['ProjectionsController_rebuildAll'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/projections/{name}/parked': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['ProjectionsController_parked'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/projections/{name}/parked/{eventId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['ProjectionsController_showParked'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/projections/{name}/parked/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['ProjectionsController_retry'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/projections/{name}/parked/{eventId}/skip': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['ProjectionsController_skip'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/health/live': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['HealthController_live'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/health/ready': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['HealthController_ready'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/meta': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['MetaController_meta'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/downloads/bulk': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Does the same to many downloads. */
    post: operations['BulkController_run'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/downloads/ids': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The downloads whose id begins so, active or ended; ten at most. */
    get: operations['DownloadIdsController_find'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/downloads/preview': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** The verdict on a request, without any effect. A link is fetched only with `fetch=true`. */
    post: operations['PreviewController_preview'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/downloads': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['DownloadsController_list'];
    put?: never;
    /** Asks for a release to be downloaded. */
    post: operations['DownloadsController_initiate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/downloads/changes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['DownloadsController_changes'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/downloads/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['DownloadsController_get'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/downloads/{id}/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['DownloadsController_events'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/downloads/{id}/attempts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['DownloadsController_attempts'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/downloads/{id}/pause': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['DownloadsController_pause'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/downloads/{id}/resume': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['DownloadsController_resume'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/downloads/{id}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Asks for the end. A key that may only request cancels what it has asked for itself. */
    post: operations['DownloadsController_cancel'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/downloads/{id}/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['DownloadsController_retry'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/downloads/finished': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['FinishedController_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/downloads/{id}/fail': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Says that an active download has failed, whatever its client says. */
    post: operations['FinishedController_fail'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/downloads/{id}/remove': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Lets the client forget what has ended, with its data where that is asked for and the client can. */
    post: operations['FinishedController_remove'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['HistoryController_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/history/histogram': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['HistoryController_histogram'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/history/bounds': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['HistoryController_bounds'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/history/attempts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['HistoryController_attempts'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/downloads/{id}/leave': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Says that the caller wants it no more.
     * @description It goes on for the others who wait. When the last has left it is cancelled, or removed from its client: with its data only if every one has asked so.
     */
    post: operations['LeaveController_leave'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/refusals': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['RefusalsController_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/downloads/live': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The queue as it changes, as server-sent events.
     * @description `snapshot` in parts of 500 rows, `ready`, and then in order `put`, `patch`, `remove`, `counts`, `client`, `projection`, `history`, `refusal`; `ping` every 10 s. Goes on after the id in `Last-Event-ID` or `since`; where it cannot, `reset` and a new snapshot follow. `topics` names what is wanted of queue, clients, projections, history, refusals.
     */
    get: operations['LiveController_read'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    ClientType: {
      /** @enum {string} */
      type: 'qbittorrent' | 'transmission' | 'deluge' | 'rtorrent' | 'sabnzbd' | 'nzbget' | 'aria2';
      label: string;
      protocols: ('torrent' | 'usenet' | 'direct')[];
      capabilities: ('pause' | 'priority' | 'category' | 'incremental' | 'remove-data' | 'torrent-v2')[];
      /** @description Of its address; the first is the usual one. */
      schemes: string[];
      fields: {
        name: string;
        label: string;
        /** @enum {string} */
        kind: 'url' | 'text' | 'secret' | 'number' | 'boolean' | 'folder';
        required: boolean;
        /** @description It is written, and never shown again. */
        secret: boolean;
        help: string;
      }[];
    };
    ClientTest: {
      /** @description It answers, and lets Ledgarr in. */
      ok: boolean;
      version: string | null;
      problem: string | null;
      /** @description As far as they could be gone. */
      steps: {
        /** @enum {string} */
        step: 'reach' | 'sign-in' | 'version' | 'category' | 'folder';
        ok: boolean;
        problem: string | null;
        remedy: string | null;
      }[];
    };
    Client: {
      id: string;
      name: string;
      /** @enum {string} */
      type: 'qbittorrent' | 'transmission' | 'deluge' | 'rtorrent' | 'sabnzbd' | 'nzbget' | 'aria2';
      enabled: boolean;
      priority: number;
      url: string;
      username: string | null;
      category: string | null;
      downloadDir: string | null;
      pathMappings: {
        remote: string;
        local: string;
      }[];
      /** @enum {string} */
      adopt: 'all' | 'category' | 'none';
      failAfterStalledMinutes: number | null;
      removeAfterSeeding: boolean;
      maxActive: number | null;
      categories: {
        movie: string | null;
        series: string | null;
      };
      tls: {
        certificate: string | null;
        verify: boolean;
      };
      timeoutSeconds: number | null;
      options: {
        [key: string]: string | number | boolean;
      };
      protocols: ('torrent' | 'usenet' | 'direct')[];
      capabilities: ('pause' | 'priority' | 'category' | 'incremental' | 'remove-data' | 'torrent-v2')[];
      health: {
        /** @enum {string} */
        state: 'up' | 'down' | 'unknown';
        /** Format: date-time */
        since: string | null;
        lastError: string | null;
        latencyMs: number | null;
        /** Format: date-time */
        retryAt: string | null;
        version: string | null;
      };
    };
    RebuildJob: {
      /** Format: uuid */
      id: string;
      projections: string[];
      dryRun: boolean;
      /** @enum {string} */
      state: 'running' | 'done' | 'failed' | 'stopped';
      /** Format: date-time */
      startedAt: string;
      /** Format: date-time */
      endedAt: string | null;
      progress: {
        done: number;
        total: number;
        eventsPerSecond: number;
        etaSeconds: number | null;
      } | null;
      results:
        | {
            name: string;
            events: number;
            seconds: number;
            parked: number;
            conflicts: number;
            difference: {
              missing: number;
              extra: number;
              changed: number;
              samples: {
                in: string;
                key: {
                  [key: string]: unknown;
                };
                column: string | null;
                table: unknown;
                log: unknown;
              }[];
            } | null;
          }[]
        | null;
      error: string | null;
    };
    Projection: {
      name: string;
      version: number;
      /** @enum {string} */
      state: 'running' | 'catching-up' | 'rebuilding' | 'paused' | 'failed' | 'idle';
      position: {
        commit: string;
        prepare: string;
      } | null;
      lagEvents: number;
      lagSeconds: number;
      eventsPerSecond: number;
      runner: string | null;
      parked: number;
      rebuild: {
        done: number;
        total: number;
        eventsPerSecond: number;
        etaSeconds: number | null;
      } | null;
    };
    ParkedEvent: {
      projection: string;
      stream: string;
      position: {
        commit: string;
        prepare: string;
      };
      revision: string;
      eventId: string;
      type: string;
      data: unknown;
      metadata: {
        [key: string]: unknown;
      };
      createdAt: string;
      error: string | null;
      attempts: number;
      /** Format: date-time */
      parkedAt: string;
    };
    NotReady: {
      status: number;
      code: string;
      title: string;
      detail?: string;
      errors?: {
        field: string;
        problem: string;
      }[];
      /** @description The download that is in the way, whole. */
      existing?: {
        /** Format: uuid */
        id: string;
      } & {
        [key: string]: unknown;
      };
      /** @description What is on disk already, as it is now. */
      files?: {
        path: string;
        sizeBytes: number | null;
        /** Format: date-time */
        modifiedAt: string | null;
        /** @description Null: the disk does not answer. */
        exists: boolean | null;
      }[];
      /** @description Of a refusal: whether force: true would pass. */
      forceable?: boolean;
      /** @description Seconds. */
      retryAfter?: number;
      problems: string[];
      projections: components['schemas']['Projection'][];
      clients: {
        id: string;
        /** @enum {string} */
        state: 'up' | 'down' | 'unknown';
        /** Format: date-time */
        since: string | null;
        lastError: string | null;
        latencyMs: number | null;
        /** Format: date-time */
        retryAt: string | null;
        version: string | null;
      }[];
      libraryRoots: {
        root: string;
        /** @enum {string} */
        state: 'scanning' | 'ready' | 'unreadable';
        files: number;
        /** Format: date-time */
        lastScanAt: string | null;
        error: string | null;
      }[];
    } & {
      [key: string]: unknown;
    };
    Meta: {
      version: string;
      eventStore: {
        embedded: boolean;
      };
      /** Format: date-time */
      serverTime: string;
      limits: {
        [key: string]: number;
      };
      features: string[];
    };
    BulkAnswer: {
      results: {
        /** Format: uuid */
        id: string;
        ok: boolean;
        /**
         * @description Of the download after it; null: there is none.
         * @enum {string|null}
         */
        status:
          | 'submitting'
          | 'queued'
          | 'downloading'
          | 'paused'
          | 'stalled'
          | 'checking'
          | 'warning'
          | 'client-unavailable'
          | 'cancelling'
          | 'completed'
          | 'failed'
          | 'cancelled'
          | null;
        /**
         * Format: uuid
         * @description The new attempt that a retry has begun.
         */
        begun: string | null;
        problem:
          | ({
              status: number;
              code: string;
              title: string;
              detail?: string;
              errors?: {
                field: string;
                problem: string;
              }[];
              /** @description The download that is in the way, whole. */
              existing?: {
                /** Format: uuid */
                id: string;
              } & {
                [key: string]: unknown;
              };
              /** @description What is on disk already, as it is now. */
              files?: {
                path: string;
                sizeBytes: number | null;
                /** Format: date-time */
                modifiedAt: string | null;
                /** @description Null: the disk does not answer. */
                exists: boolean | null;
              }[];
              /** @description Of a refusal: whether force: true would pass. */
              forceable?: boolean;
              /** @description Seconds. */
              retryAfter?: number;
            } & {
              [key: string]: unknown;
            })
          | null;
      }[];
      /** @description Of the last event that came of it: what reads the log has it once it is there. Null: nothing new happened. */
      position: components['schemas']['Position'] | null;
    };
    Position: {
      commit: string;
      prepare: string;
    };
    Preview: {
      /**
       * @description `unknown`: a link that was not fetched; ask with `fetch`.
       * @enum {string}
       */
      verdict: 'ok' | 'refused' | 'unknown';
      refusal:
        | ({
            status: number;
            code: string;
            title: string;
            detail?: string;
            errors?: {
              field: string;
              problem: string;
            }[];
            /** @description The download that is in the way, whole. */
            existing?: {
              /** Format: uuid */
              id: string;
            } & {
              [key: string]: unknown;
            };
            /** @description What is on disk already, as it is now. */
            files?: {
              path: string;
              sizeBytes: number | null;
              /** Format: date-time */
              modifiedAt: string | null;
              /** @description Null: the disk does not answer. */
              exists: boolean | null;
            }[];
            /** @description Of a refusal: whether force: true would pass. */
            forceable?: boolean;
            /** @description Seconds. */
            retryAfter?: number;
          } & {
            [key: string]: unknown;
          })
        | null;
      title: string | null;
      /** @enum {string|null} */
      protocol: 'torrent' | 'usenet' | 'direct' | null;
      itemKey: string | null;
      sizeBytes: number | null;
      /** @description What it would be taken for. */
      content: components['schemas']['Content'] | null;
      /** @description What its name says. */
      parsed: components['schemas']['Content'] | null;
      /** @description The client that would be given it. */
      client: string | null;
    };
    Content:
      | {
          /** @enum {string} */
          kind: 'movie';
          mediaId: string;
          title?: string;
          year?: number;
        }
      | {
          /** @enum {string} */
          kind: 'episodes';
          mediaId: string;
          title?: string;
          season: number;
          episodes: number[];
        }
      | {
          /** @enum {string} */
          kind: 'season';
          mediaId: string;
          title?: string;
          season: number;
          episodes?: number[];
        }
      | {
          /** @enum {string} */
          kind: 'series';
          mediaId: string;
          title?: string;
        };
    CommandAnswer: {
      /** Format: uuid */
      id: string;
      /** @enum {string} */
      status:
        | 'submitting'
        | 'queued'
        | 'downloading'
        | 'paused'
        | 'stalled'
        | 'checking'
        | 'warning'
        | 'client-unavailable'
        | 'cancelling'
        | 'completed'
        | 'failed'
        | 'cancelled';
      title: string;
      protocol: string;
      downloadClient: string;
      downloadClientId: string | null;
      itemKey: string;
      content: components['schemas']['Content'] | null;
      category: string | null;
      priority: number | null;
      indexer: string | null;
      origin: string;
      /** Format: uuid */
      retryOf: string | null;
      /** Format: date-time */
      initiatedAt: string;
      sizeBytes: number | null;
      downloadedBytes: number | null;
      /** @description 0…1 */
      progress: number;
      /** @description Bytes per second. */
      downloadSpeed: number | null;
      /** @description Bytes per second. */
      uploadSpeed: number | null;
      etaSeconds: number | null;
      ratio: number | null;
      peers: number | null;
      message: string | null;
      outputPath: string | null;
      /** @description Of the last event that came of it: what reads the log has it once it is there. Null: nothing new happened. */
      position: components['schemas']['Position'] | null;
      /**
       * Format: uuid
       * @description The request waits for this download, which was there already: what it is known by among those who wait.
       */
      joinId?: string;
    };
    QueuePage: {
      items: components['schemas']['Download'][];
      total: number;
      nextCursor: string | null;
      totals: {
        sizeBytes: number;
        downloadedBytes: number;
        downloadSpeed: number;
        uploadSpeed: number;
      };
      /** @description Those that `facets` has named. */
      facets?: {
        /** @description By value, the most frequent first; null: of those that have none. Each counts what the other filters leave. */
        status?: {
          value: string | null;
          count: number;
        }[];
        /** @description By value, the most frequent first; null: of those that have none. Each counts what the other filters leave. */
        client?: {
          value: string | null;
          count: number;
        }[];
        /** @description By value, the most frequent first; null: of those that have none. Each counts what the other filters leave. */
        protocol?: {
          value: string | null;
          count: number;
        }[];
        /** @description By value, the most frequent first; null: of those that have none. Each counts what the other filters leave. */
        category?: {
          value: string | null;
          count: number;
        }[];
        /** @description By value, the most frequent first; null: of those that have none. Each counts what the other filters leave. */
        indexer?: {
          value: string | null;
          count: number;
        }[];
      };
    };
    Download: {
      /** Format: uuid */
      id: string;
      /** @enum {string} */
      status:
        | 'submitting'
        | 'queued'
        | 'downloading'
        | 'paused'
        | 'stalled'
        | 'checking'
        | 'warning'
        | 'client-unavailable'
        | 'cancelling'
        | 'completed'
        | 'failed'
        | 'cancelled';
      title: string;
      protocol: string;
      downloadClient: string;
      downloadClientId: string | null;
      itemKey: string;
      content: components['schemas']['Content'] | null;
      category: string | null;
      priority: number | null;
      indexer: string | null;
      origin: string;
      /** Format: uuid */
      retryOf: string | null;
      /** Format: date-time */
      initiatedAt: string;
      sizeBytes: number | null;
      downloadedBytes: number | null;
      /** @description 0…1 */
      progress: number;
      /** @description Bytes per second. */
      downloadSpeed: number | null;
      /** @description Bytes per second. */
      uploadSpeed: number | null;
      etaSeconds: number | null;
      ratio: number | null;
      peers: number | null;
      message: string | null;
      outputPath: string | null;
    };
    PastQueuePage: {
      items: components['schemas']['PastDownload'][];
      total: number;
      nextCursor: string | null;
      totals: {
        sizeBytes: number;
        /** @enum {string|null} */
        downloadedBytes: null;
        /** @enum {string|null} */
        downloadSpeed: null;
        /** @enum {string|null} */
        uploadSpeed: null;
      };
      /** @description Those that `facets` has named. */
      facets?: {
        /** @description By value, the most frequent first; null: of those that have none. Each counts what the other filters leave. */
        status?: {
          value: string | null;
          count: number;
        }[];
        /** @description By value, the most frequent first; null: of those that have none. Each counts what the other filters leave. */
        client?: {
          value: string | null;
          count: number;
        }[];
        /** @description By value, the most frequent first; null: of those that have none. Each counts what the other filters leave. */
        protocol?: {
          value: string | null;
          count: number;
        }[];
        /** @description By value, the most frequent first; null: of those that have none. Each counts what the other filters leave. */
        category?: {
          value: string | null;
          count: number;
        }[];
        /** @description By value, the most frequent first; null: of those that have none. Each counts what the other filters leave. */
        indexer?: {
          value: string | null;
          count: number;
        }[];
      };
      asOf: components['schemas']['AsOf'];
    };
    PastDownload: {
      /** Format: uuid */
      id: string;
      /** @enum {string} */
      status:
        | 'submitting'
        | 'queued'
        | 'downloading'
        | 'paused'
        | 'stalled'
        | 'checking'
        | 'warning'
        | 'client-unavailable'
        | 'cancelling'
        | 'completed'
        | 'failed'
        | 'cancelled';
      title: string;
      protocol: string;
      downloadClient: string;
      downloadClientId: string | null;
      itemKey: string;
      content: components['schemas']['Content'] | null;
      category: string | null;
      priority: number | null;
      indexer: string | null;
      origin: string;
      /** Format: uuid */
      retryOf: string | null;
      /** Format: date-time */
      initiatedAt: string;
      sizeBytes: number | null;
      downloadedBytes: number | null;
      /** @description 0…1; null: the log does not know it. */
      progress: number | null;
      /** @description Bytes per second. */
      downloadSpeed: number | null;
      /** @description Bytes per second. */
      uploadSpeed: number | null;
      etaSeconds: number | null;
      ratio: number | null;
      peers: number | null;
      message: string | null;
      outputPath: string | null;
    };
    AsOf: {
      /** Format: date-time */
      at: string;
      /** @description Of the newest event that had happened by then. */
      position: components['schemas']['Position'] | null;
    };
    QueueChange: {
      /** @enum {string} */
      change: 'arrived' | 'ended' | 'changed';
      /** Format: uuid */
      id: string;
      title: string;
      downloadClient: string;
      content: components['schemas']['Content'] | null;
      /** @description At `from`; null: it was not in the queue. */
      before: string | null;
      /** @description At `to`: a status, or how it ended. */
      after: string;
      event: {
        /** Format: uuid */
        id: string;
        type: string;
        /** Format: date-time */
        occurredAt: string;
        actor: string | null;
        /** @description A place in the log. Later is larger: compare the numbers, of 64 bits. */
        position: components['schemas']['Position'];
      };
    };
    DownloadWithAskers: {
      /** Format: uuid */
      id: string;
      /** @enum {string} */
      status:
        | 'submitting'
        | 'queued'
        | 'downloading'
        | 'paused'
        | 'stalled'
        | 'checking'
        | 'warning'
        | 'client-unavailable'
        | 'cancelling'
        | 'completed'
        | 'failed'
        | 'cancelled';
      title: string;
      protocol: string;
      downloadClient: string;
      downloadClientId: string | null;
      itemKey: string;
      content: components['schemas']['Content'] | null;
      category: string | null;
      priority: number | null;
      indexer: string | null;
      origin: string;
      /** Format: uuid */
      retryOf: string | null;
      /** Format: date-time */
      initiatedAt: string;
      sizeBytes: number | null;
      downloadedBytes: number | null;
      /** @description 0…1 */
      progress: number;
      /** @description Bytes per second. */
      downloadSpeed: number | null;
      /** @description Bytes per second. */
      uploadSpeed: number | null;
      etaSeconds: number | null;
      ratio: number | null;
      peers: number | null;
      message: string | null;
      outputPath: string | null;
      /** @description Who waits for it, or has not said to have done with it. */
      askers: components['schemas']['Asker'][];
    };
    Asker: {
      /**
       * Format: uuid
       * @description What it is left by; that of the requester is the id of the download.
       */
      joinId: string;
      /** Format: uuid */
      downloadId: string;
      /** @description Of the key. */
      actor: string | null;
      /** @description What was asked for: it may be another item than the one that is downloaded. */
      itemKey: string;
      title: string;
      category: string | null;
      requester: boolean;
      /** Format: date-time */
      joinedAt: string;
    };
    DownloadAsOf: {
      /** Format: uuid */
      id: string;
      /** @enum {string} */
      status:
        | 'submitting'
        | 'queued'
        | 'downloading'
        | 'paused'
        | 'stalled'
        | 'checking'
        | 'warning'
        | 'client-unavailable'
        | 'cancelling'
        | 'completed'
        | 'failed'
        | 'cancelled';
      title: string;
      protocol: string;
      downloadClient: string;
      downloadClientId: string | null;
      itemKey: string;
      content: components['schemas']['Content'] | null;
      category: string | null;
      priority: number | null;
      indexer: string | null;
      origin: string;
      /** Format: uuid */
      retryOf: string | null;
      /** Format: date-time */
      initiatedAt: string;
      sizeBytes: number | null;
      downloadedBytes: number | null;
      /** @description 0…1; null: the log does not know it. */
      progress: number | null;
      /** @description Bytes per second. */
      downloadSpeed: number | null;
      /** @description Bytes per second. */
      uploadSpeed: number | null;
      etaSeconds: number | null;
      ratio: number | null;
      peers: number | null;
      message: string | null;
      outputPath: string | null;
      asOf: components['schemas']['AsOf'];
    };
    DownloadEvent: {
      /** Format: uuid */
      id: string;
      type: string;
      stream: string;
      revision: string;
      /** @description A place in the log. Later is larger: compare the numbers, of 64 bits. */
      position: components['schemas']['Position'];
      /** Format: date-time */
      recordedAt: string;
      /** Format: date-time */
      occurredAt: string;
      actor: string | null;
      schemaVersion: number | null;
      data: unknown;
      metadata: {
        [key: string]: unknown;
      };
      /** @description What was written, where it differs from `data`; else null. */
      stored: unknown;
    };
    Attempt: {
      /** Format: uuid */
      id: string;
      title: string;
      downloadClient: string;
      downloadClientId: string | null;
      content: components['schemas']['Content'] | null;
      origin: string;
      /** Format: uuid */
      retryOf: string | null;
      /** Format: date-time */
      initiatedAt: string;
      /** Format: date-time */
      endedAt: string | null;
      durationSeconds: number | null;
      /** @enum {string|null} */
      outcome: 'completed' | 'failed' | 'cancelled' | null;
      reason: string | null;
      message: string | null;
    };
    FinishedDownload: {
      /** Format: uuid */
      id: string;
      /** @enum {string} */
      status: 'completed' | 'failed';
      title: string;
      protocol: string;
      downloadClient: string;
      downloadClientId: string | null;
      itemKey: string;
      content: components['schemas']['Content'] | null;
      category: string | null;
      indexer: string | null;
      origin: string;
      /** Format: date-time */
      initiatedAt: string;
      /** Format: date-time */
      endedAt: string;
      sizeBytes: number | null;
      outputPath: string | null;
      message: string | null;
      /** @description What the client says of the item now; null until it was seen. */
      itemStatus: string | null;
      ratio: number | null;
      /** @description Bytes per second. */
      uploadSpeed: number | null;
      seedingSeconds: number | null;
      seedGoal: {
        ratio?: number;
        seconds?: number;
      } | null;
      seedGoalReached: boolean | null;
      /**
       * @description keep; seed: it is removed once its goal is reached; remove: its client is to forget it
       * @enum {string}
       */
      toDo: 'keep' | 'seed' | 'remove';
      removal: {
        /** @enum {string} */
        reason: 'user' | 'seeding-goal' | 'collected';
        removeData: boolean;
        /** Format: date-time */
        requestedAt: string;
      } | null;
    };
    HistoryEntry: {
      /** Format: uuid */
      id: string;
      type: string;
      /** Format: uuid */
      downloadId: string;
      /** Format: date-time */
      occurredAt: string;
      actor: string | null;
      title: string | null;
      downloadClient: string | null;
      downloadClientId: string | null;
      content: components['schemas']['Content'] | null;
      data: unknown;
    };
    Histogram: {
      /** @enum {string} */
      bucket: 'hour' | 'day' | 'week' | 'month';
      /** @enum {string} */
      by: 'type' | 'client' | 'code';
      /** Format: date-time */
      from: string;
      /** Format: date-time */
      to: string;
      /** @description In the order of time; those without an event are left out. */
      buckets: {
        /** Format: date-time */
        at: string;
        counts: {
          [key: string]: number;
        };
        total: number;
      }[];
    };
    HistoryBounds: {
      /** Format: date-time */
      first: string | null;
      /** Format: date-time */
      last: string | null;
    };
    Refusal: {
      /** Format: uuid */
      id: string;
      code: string;
      actor: string;
      title: string | null;
      content: components['schemas']['Content'] | null;
      indexer: string | null;
      /**
       * Format: uuid
       * @description The download that was in the way.
       */
      existing: string | null;
      /** @description The first of the files that were on disk. */
      files: string[];
      detail: string | null;
      forceable: boolean;
      times: number;
      /** Format: date-time */
      firstAt: string;
      /** Format: date-time */
      lastAt: string;
    };
    Problem: {
      status: number;
      code: string;
      title: string;
      detail?: string;
      errors?: {
        field: string;
        problem: string;
      }[];
      /** @description The download that is in the way, whole. */
      existing?: {
        /** Format: uuid */
        id: string;
      } & {
        [key: string]: unknown;
      };
      /** @description What is on disk already, as it is now. */
      files?: {
        path: string;
        sizeBytes: number | null;
        /** Format: date-time */
        modifiedAt: string | null;
        /** @description Null: the disk does not answer. */
        exists: boolean | null;
      }[];
      /** @description Of a refusal: whether force: true would pass. */
      forceable?: boolean;
      /** @description Seconds. */
      retryAfter?: number;
    } & {
      [key: string]: unknown;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  KeysController_list: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The named keys, without the keys themselves. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              name: string;
              scopes: ('read' | 'request' | 'admin')[];
              settings: {
                /**
                 * @description Where another active download has it: wait for that one, no, or a second one. One item is never had twice.
                 * @enum {string}
                 */
                duplicates?: 'join' | 'refuse' | 'allow';
                /** @description What lies in the library is not refused: the program keeps one of its own. */
                ignoreLibrary?: boolean;
                /** @description Names that a face offers besides the usual ones: some programs will only ask in a category that is there. */
                categories?: string[];
              };
              /** Format: date-time */
              createdAt: string;
              /** Format: date-time */
              lastUsedAt: string | null;
            }[];
            total: number;
            /** @enum {string|null} */
            nextCursor: null;
          };
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  KeysController_add: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          name: string;
          scopes: ('read' | 'request' | 'admin')[];
          settings?: {
            /**
             * @description Where another active download has it: wait for that one, no, or a second one. One item is never had twice.
             * @enum {string}
             */
            duplicates?: 'join' | 'refuse' | 'allow';
            /** @description What lies in the library is not refused: the program keeps one of its own. */
            ignoreLibrary?: boolean;
            /** @description Names that a face offers besides the usual ones: some programs will only ask in a category that is there. */
            categories?: string[];
          };
        };
      };
    };
    responses: {
      /** @description The key, shown this once. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            name: string;
            scopes: ('read' | 'request' | 'admin')[];
            settings: {
              /**
               * @description Where another active download has it: wait for that one, no, or a second one. One item is never had twice.
               * @enum {string}
               */
              duplicates?: 'join' | 'refuse' | 'allow';
              /** @description What lies in the library is not refused: the program keeps one of its own. */
              ignoreLibrary?: boolean;
              /** @description Names that a face offers besides the usual ones: some programs will only ask in a category that is there. */
              categories?: string[];
            };
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            lastUsedAt: string | null;
            /** @description Shown this once. */
            key: string;
          };
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  KeysController_change: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /**
           * @description Where another active download has it: wait for that one, no, or a second one. One item is never had twice.
           * @enum {string}
           */
          duplicates?: 'join' | 'refuse' | 'allow';
          /** @description What lies in the library is not refused: the program keeps one of its own. */
          ignoreLibrary?: boolean;
          /** @description Names that a face offers besides the usual ones: some programs will only ask in a category that is there. */
          categories?: string[];
        };
      };
    };
    responses: {
      /** @description The key, with these settings and no others. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            name: string;
            scopes: ('read' | 'request' | 'admin')[];
            settings: {
              /**
               * @description Where another active download has it: wait for that one, no, or a second one. One item is never had twice.
               * @enum {string}
               */
              duplicates?: 'join' | 'refuse' | 'allow';
              /** @description What lies in the library is not refused: the program keeps one of its own. */
              ignoreLibrary?: boolean;
              /** @description Names that a face offers besides the usual ones: some programs will only ask in a category that is there. */
              categories?: string[];
            };
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            lastUsedAt: string | null;
          };
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  KeysController_remove: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The key is gone, and with it the sessions that were opened with it. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  SessionController_who: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Who asks, and what is open with the same key. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @description Of the key: the actor of its events. */
            name: string;
            scopes: ('read' | 'request' | 'admin')[];
            /**
             * Format: uuid
             * @description This one; null for a call with a key.
             */
            session: string | null;
            /** @description All that were opened with the same key. */
            sessions: {
              /** Format: uuid */
              id: string;
              userAgent: string | null;
              /** Format: date-time */
              createdAt: string;
              /** Format: date-time */
              lastUsedAt: string;
              /** Format: date-time */
              expiresAt: string;
            }[];
          };
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  SessionController_open: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          apiKey: string;
        };
      };
    };
    responses: {
      /** @description Who is signed in. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @description Of the key: the actor of its events. */
            name: string;
            scopes: ('read' | 'request' | 'admin')[];
            /**
             * Format: uuid
             * @description This one; null for a call with a key.
             */
            session: string | null;
            /** @description All that were opened with the same key. */
            sessions: {
              /** Format: uuid */
              id: string;
              userAgent: string | null;
              /** Format: date-time */
              createdAt: string;
              /** Format: date-time */
              lastUsedAt: string;
              /** Format: date-time */
              expiresAt: string;
            }[];
          };
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  SessionController_close: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Signed out: the session is gone. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  SessionController_revoke: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A session of the same key is gone. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  ClientTypesController_list: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The types of clients, and their settings. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['ClientType'][];
            total: number;
            /** @enum {string|null} */
            nextCursor: null;
          };
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  ClientTestsController_tryOut: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          id?: string;
          name?: string;
          /** @enum {string} */
          type: 'qbittorrent' | 'transmission' | 'deluge' | 'rtorrent' | 'sabnzbd' | 'nzbget' | 'aria2';
          /**
           * @description Switched off, it is given no new download; what it has is followed on.
           * @default true
           */
          enabled?: boolean;
          /** @default 1 */
          priority?: number;
          url: string;
          /** @default null */
          username?: string | null;
          /** @default null */
          category?: string | null;
          /** @default null */
          downloadDir?: string | null;
          /** @default [] */
          pathMappings?: {
            remote: string;
            local: string;
          }[];
          /**
           * @default none
           * @enum {string}
           */
          adopt?: 'all' | 'category' | 'none';
          /** @default null */
          failAfterStalledMinutes?: number | null;
          /** @default false */
          removeAfterSeeding?: boolean;
          /**
           * @description With so many downloads under way, the next goes to another client that can take it.
           * @default null
           */
          maxActive?: number | null;
          /**
           * @description Instead of `category`, for movies, and for all that is of a series.
           * @default {
           *       "movie": null,
           *       "series": null
           *     }
           */
          categories?: {
            /** @default null */
            movie?: string | null;
            /** @default null */
            series?: string | null;
          };
          /**
           * @default {
           *       "certificate": null,
           *       "verify": true
           *     }
           */
          tls?: {
            /**
             * @description In PEM: trusted beside the known authorities.
             * @default null
             */
            certificate?: string | null;
            /**
             * @description Without, any certificate will do.
             * @default true
             */
            verify?: boolean;
          };
          /** @default null */
          timeoutSeconds?: number | null;
          /**
           * @description What clients of this type alone have: see /clients/types.
           * @default {}
           */
          options?: {
            [key: string]: string | number | boolean;
          };
          password?: string | null;
          apiKey?: string | null;
        };
      };
    };
    responses: {
      /** @description Whether the client answers and lets Ledgarr in, and step by step what is amiss. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ClientTest'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  ClientTestsController_test: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Whether the client answers and lets Ledgarr in, and step by step what is amiss. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ClientTest'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  ClientsController_list: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The download clients. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Client'][];
            total: number;
            /** @enum {string|null} */
            nextCursor: null;
          };
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  ClientsController_add: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          id?: string;
          name?: string;
          /** @enum {string} */
          type: 'qbittorrent' | 'transmission' | 'deluge' | 'rtorrent' | 'sabnzbd' | 'nzbget' | 'aria2';
          /**
           * @description Switched off, it is given no new download; what it has is followed on.
           * @default true
           */
          enabled?: boolean;
          /** @default 1 */
          priority?: number;
          url: string;
          /** @default null */
          username?: string | null;
          /** @default null */
          category?: string | null;
          /** @default null */
          downloadDir?: string | null;
          /** @default [] */
          pathMappings?: {
            remote: string;
            local: string;
          }[];
          /**
           * @default none
           * @enum {string}
           */
          adopt?: 'all' | 'category' | 'none';
          /** @default null */
          failAfterStalledMinutes?: number | null;
          /** @default false */
          removeAfterSeeding?: boolean;
          /**
           * @description With so many downloads under way, the next goes to another client that can take it.
           * @default null
           */
          maxActive?: number | null;
          /**
           * @description Instead of `category`, for movies, and for all that is of a series.
           * @default {
           *       "movie": null,
           *       "series": null
           *     }
           */
          categories?: {
            /** @default null */
            movie?: string | null;
            /** @default null */
            series?: string | null;
          };
          /**
           * @default {
           *       "certificate": null,
           *       "verify": true
           *     }
           */
          tls?: {
            /**
             * @description In PEM: trusted beside the known authorities.
             * @default null
             */
            certificate?: string | null;
            /**
             * @description Without, any certificate will do.
             * @default true
             */
            verify?: boolean;
          };
          /** @default null */
          timeoutSeconds?: number | null;
          /**
           * @description What clients of this type alone have: see /clients/types.
           * @default {}
           */
          options?: {
            [key: string]: string | number | boolean;
          };
          password?: string | null;
          apiKey?: string | null;
        };
      };
    };
    responses: {
      /** @description The client. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Client'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  ClientsController_get: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One download client. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Client'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  ClientsController_change: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          id?: string;
          name: string;
          /** @enum {string} */
          type: 'qbittorrent' | 'transmission' | 'deluge' | 'rtorrent' | 'sabnzbd' | 'nzbget' | 'aria2';
          /**
           * @description Switched off, it is given no new download; what it has is followed on.
           * @default true
           */
          enabled?: boolean;
          /** @default 1 */
          priority?: number;
          url: string;
          /** @default null */
          username?: string | null;
          /** @default null */
          category?: string | null;
          /** @default null */
          downloadDir?: string | null;
          /** @default [] */
          pathMappings?: {
            remote: string;
            local: string;
          }[];
          /**
           * @default none
           * @enum {string}
           */
          adopt?: 'all' | 'category' | 'none';
          /** @default null */
          failAfterStalledMinutes?: number | null;
          /** @default false */
          removeAfterSeeding?: boolean;
          /**
           * @description With so many downloads under way, the next goes to another client that can take it.
           * @default null
           */
          maxActive?: number | null;
          /**
           * @description Instead of `category`, for movies, and for all that is of a series.
           * @default {
           *       "movie": null,
           *       "series": null
           *     }
           */
          categories?: {
            /** @default null */
            movie?: string | null;
            /** @default null */
            series?: string | null;
          };
          /**
           * @default {
           *       "certificate": null,
           *       "verify": true
           *     }
           */
          tls?: {
            /**
             * @description In PEM: trusted beside the known authorities.
             * @default null
             */
            certificate?: string | null;
            /**
             * @description Without, any certificate will do.
             * @default true
             */
            verify?: boolean;
          };
          /** @default null */
          timeoutSeconds?: number | null;
          /**
           * @description What clients of this type alone have: see /clients/types.
           * @default {}
           */
          options?: {
            [key: string]: string | number | boolean;
          };
          password?: string | null;
          apiKey?: string | null;
        };
      };
    };
    responses: {
      /** @description The client. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Client'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  ClientsController_delete: {
    parameters: {
      query?: {
        /** @description Cancels them; what the client has of them stays in it. */
        downloads?: 'cancel';
        /** @description Begins them anew in this client. */
        moveTo?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It is gone. What it had of downloads stays in it. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  RebuildJobsController_list: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The newest first. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['RebuildJob'][];
            total: number;
            /** @enum {string|null} */
            nextCursor: null;
          };
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  RebuildJobsController_get: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description How far it is, or how it ended. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RebuildJob'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  RebuildJobsController_stop: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description How it ended. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RebuildJob'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  ProjectionsController_list: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The projections. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Projection'][];
            total: number;
            /** @enum {string|null} */
            nextCursor: null;
          };
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  ProjectionsController_get: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One projection. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Projection'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  ProjectionsController_pause: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It is paused. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Projection'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  ProjectionsController_resume: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It goes on. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Projection'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  ProjectionsController_rewind: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          to:
            | string
            | {
                commit: string;
                prepare: string;
              };
        };
      };
    };
    responses: {
      /** @description The tables are as they were then. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            events: number;
            seconds: number;
            parked: number;
            conflicts: number;
          };
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  ProjectionsController_rebuild: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          dryRun?: boolean;
        } | null;
      };
    };
    responses: {
      /** @description The job that does it. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RebuildJob'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  ProjectionsController_rebuildAll: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          dryRun?: boolean;
        } | null;
      };
    };
    responses: {
      /** @description The job that does it. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RebuildJob'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  ProjectionsController_parked: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The events that it could not take, in the order of the log. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['ParkedEvent'][];
            total: number;
            /** @enum {string|null} */
            nextCursor: null;
          };
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  ProjectionsController_showParked: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
        eventId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One of them, as it is in the log. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ParkedEvent'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  ProjectionsController_retry: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          stream?: string;
        } | null;
      };
    };
    responses: {
      /** @description How many were applied, and how many stay. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            applied: number;
            parked: number;
          };
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  ProjectionsController_skip: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
        eventId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It is passed over for good. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** Format: uuid */
            skipped: string;
          };
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  HealthController_live: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The process answers. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @enum {string} */
            status: 'up';
            pid: number;
          };
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  HealthController_ready: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description All is well. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @enum {string} */
            status: 'ready';
            problems: string[];
            projections: components['schemas']['Projection'][];
            clients: {
              id: string;
              /** @enum {string} */
              state: 'up' | 'down' | 'unknown';
              /** Format: date-time */
              since: string | null;
              lastError: string | null;
              latencyMs: number | null;
              /** Format: date-time */
              retryAt: string | null;
              version: string | null;
            }[];
            libraryRoots: {
              root: string;
              /** @enum {string} */
              state: 'scanning' | 'ready' | 'unreadable';
              files: number;
              /** Format: date-time */
              lastScanAt: string | null;
              error: string | null;
            }[];
          };
        };
      };
      /** @description What is well and what is not. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['NotReady'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  MetaController_meta: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What runs here, and what it takes. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Meta'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  BulkController_run: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @enum {string} */
          action: 'pause' | 'resume' | 'cancel' | 'retry';
          ids: string[];
          removeData?: boolean;
          forget?: boolean;
        };
      };
    };
    responses: {
      /** @description A result for each id, in their order: what one is refused stops no other. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BulkAnswer'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  DownloadIdsController_find: {
    parameters: {
      query: {
        beginning: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description In the order of their ids. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              /** Format: uuid */
              id: string;
              title: string;
              /** @enum {string} */
              status:
                | 'submitting'
                | 'queued'
                | 'downloading'
                | 'paused'
                | 'stalled'
                | 'checking'
                | 'warning'
                | 'client-unavailable'
                | 'cancelling'
                | 'completed'
                | 'failed'
                | 'cancelled';
            }[];
            total: number;
            /** @enum {string|null} */
            nextCursor: null;
          };
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  PreviewController_preview: {
    parameters: {
      query?: {
        fetch?: 'true' | 'false';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          release:
            | {
                magnet: string;
              }
            | {
                url: string;
              }
            | {
                torrent: string;
              }
            | {
                nzb: string;
              };
          title?: string;
          content?:
            | (
                | 'parse'
                | (
                    | {
                        /** @enum {string} */
                        kind: 'movie';
                        mediaId: string;
                        title?: string;
                        year?: number;
                      }
                    | {
                        /** @enum {string} */
                        kind: 'episodes';
                        mediaId: string;
                        title?: string;
                        season: number;
                        episodes: number[];
                      }
                    | {
                        /** @enum {string} */
                        kind: 'season';
                        mediaId: string;
                        title?: string;
                        season: number;
                        episodes?: number[];
                      }
                    | {
                        /** @enum {string} */
                        kind: 'series';
                        mediaId: string;
                        title?: string;
                      }
                  )
              )
            | null;
          client?: string;
          category?: string;
          priority?: number;
          indexer?: string;
          seedGoal?: {
            ratio?: number;
            seconds?: number;
          };
          force?: boolean;
          /** @enum {string} */
          onDuplicate?: 'refuse' | 'join';
        };
      };
    };
    responses: {
      /** @description What it would come to now. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Preview'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  DownloadsController_list: {
    parameters: {
      query?: {
        status?: (
          | 'submitting'
          | 'queued'
          | 'downloading'
          | 'paused'
          | 'stalled'
          | 'checking'
          | 'warning'
          | 'client-unavailable'
          | 'cancelling'
        )[];
        client?: string;
        protocol?: 'torrent' | 'usenet' | 'direct';
        category?: string;
        indexer?: string;
        content?: string;
        text?: string;
        sort?: (
          | 'initiatedAt'
          | 'title'
          | 'status'
          | 'protocol'
          | 'downloadClient'
          | 'category'
          | 'indexer'
          | 'sizeBytes'
          | 'priority'
          | 'progress'
          | 'downloadedBytes'
          | 'downloadSpeed'
          | 'uploadSpeed'
          | 'etaSeconds'
          | 'ratio'
          | 'peers'
          | '-initiatedAt'
          | '-title'
          | '-status'
          | '-protocol'
          | '-downloadClient'
          | '-category'
          | '-indexer'
          | '-sizeBytes'
          | '-priority'
          | '-progress'
          | '-downloadedBytes'
          | '-downloadSpeed'
          | '-uploadSpeed'
          | '-etaSeconds'
          | '-ratio'
          | '-peers'
        )[];
        facets?: ('status' | 'client' | 'protocol' | 'category' | 'indexer')[];
        at?: string;
        limit?: number;
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The queue; with `at`, as the log tells it for that instant, which knows nothing of progress and speeds. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['QueuePage'] | components['schemas']['PastQueuePage'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  DownloadsController_initiate: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          release:
            | {
                magnet: string;
              }
            | {
                url: string;
              }
            | {
                torrent: string;
              }
            | {
                nzb: string;
              };
          title?: string;
          content?:
            | (
                | 'parse'
                | (
                    | {
                        /** @enum {string} */
                        kind: 'movie';
                        mediaId: string;
                        title?: string;
                        year?: number;
                      }
                    | {
                        /** @enum {string} */
                        kind: 'episodes';
                        mediaId: string;
                        title?: string;
                        season: number;
                        episodes: number[];
                      }
                    | {
                        /** @enum {string} */
                        kind: 'season';
                        mediaId: string;
                        title?: string;
                        season: number;
                        episodes?: number[];
                      }
                    | {
                        /** @enum {string} */
                        kind: 'series';
                        mediaId: string;
                        title?: string;
                      }
                  )
              )
            | null;
          client?: string;
          category?: string;
          priority?: number;
          indexer?: string;
          seedGoal?: {
            ratio?: number;
            seconds?: number;
          };
          force?: boolean;
          /** @enum {string} */
          onDuplicate?: 'refuse' | 'join';
        };
      };
    };
    responses: {
      /** @description The download, waiting for its client; or, with `joinId`, the one that was joined. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandAnswer'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  DownloadsController_changes: {
    parameters: {
      query: {
        from: string;
        to?: string;
        change?: ('arrived' | 'ended' | 'changed')[];
        client?: string;
        content?: string;
        text?: string;
        limit?: number;
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /**
       * @description What arrived in the queue, ended or changed between two instants, each with the event that did it, in the
       *           order of time. `counts` and `total` stop at 10,000.
       */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['QueueChange'][];
            total: number;
            nextCursor: string | null;
            counts: {
              arrived: number;
              ended: number;
              changed: number;
            };
            from: components['schemas']['AsOf'];
            to: components['schemas']['AsOf'];
          };
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  DownloadsController_get: {
    parameters: {
      query?: {
        at?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One download, active or ended; with `at`, as the log tells it for that instant. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DownloadWithAskers'] | components['schemas']['DownloadAsOf'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  DownloadsController_events: {
    parameters: {
      query?: {
        limit?: number;
        cursor?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Its events and its claims on its content, read from the log, the oldest first. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['DownloadEvent'][];
            total: number;
            nextCursor: string | null;
          };
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  DownloadsController_attempts: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description All attempts at it: what it retries, and what retries it, the oldest first. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Attempt'][];
            total: number;
            /** @enum {string|null} */
            nextCursor: null;
          };
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  DownloadsController_pause: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The download, paused. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandAnswer'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  DownloadsController_resume: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The download, going on. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandAnswer'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  DownloadsController_cancel: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          removeData?: boolean;
          forget?: boolean;
        } | null;
      };
    };
    responses: {
      /** @description The download: cancelling until its client has let go, or cancelled when it is forgotten. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandAnswer'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  DownloadsController_retry: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A new download, for what the ended one was for. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandAnswer'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  FinishedController_list: {
    parameters: {
      query?: {
        status?: ('completed' | 'failed')[];
        client?: string;
        protocol?: 'torrent' | 'usenet' | 'direct';
        content?: string;
        text?: string;
        sort?:
          | 'endedAt'
          | 'title'
          | 'sizeBytes'
          | 'ratio'
          | 'seedingSeconds'
          | '-endedAt'
          | '-title'
          | '-sizeBytes'
          | '-ratio'
          | '-seedingSeconds';
        limit?: number;
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What has completed or failed and still lies in its client: seeding, or in its history. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['FinishedDownload'][];
            total: number;
            nextCursor: string | null;
          };
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  FinishedController_fail: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description Why, in words. */
          reason: string;
          /**
           * @description Takes the item out of its client, with what there is of its data.
           * @default false
           */
          removeFromClient?: boolean;
        };
      };
    };
    responses: {
      /** @description The download, failed. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Download'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  FinishedController_remove: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          removeData?: boolean;
        } | null;
      };
    };
    responses: {
      /** @description The download. It is in the finished ones until its client has forgotten it. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Download'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  HistoryController_list: {
    parameters: {
      query?: {
        type?: (
          | 'download.initiated'
          | 'download.accepted'
          | 'download.paused'
          | 'download.resumed'
          | 'download.completed'
          | 'download.failed'
          | 'download.cancellation-requested'
          | 'download.cancelled'
          | 'download.removal-requested'
          | 'download.removed'
          | 'download.joined'
          | 'download.left'
          | 'download.initiation-fenced'
        )[];
        client?: string;
        content?: string;
        download?: string;
        actor?: string;
        from?: string;
        to?: string;
        text?: string;
        since?: string;
        limit?: number;
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Events of all downloads, newest first, or oldest first since an entry or instant. `total` is exact up to 10,000, and an estimate beyond. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['HistoryEntry'][];
            total: number;
            nextCursor: string | null;
          };
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  HistoryController_histogram: {
    parameters: {
      query: {
        bucket?: 'hour' | 'day' | 'week' | 'month';
        by?: 'type' | 'client' | 'code';
        from: string;
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description How many events occurred in each hour, day, week or month, by type, client, or code of the end. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Histogram'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  HistoryController_bounds: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description When the first and the last event occurred. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['HistoryBounds'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  HistoryController_attempts: {
    parameters: {
      query?: {
        client?: string;
        content?: string;
        outcome?: 'completed' | 'failed' | 'cancelled';
        text?: string;
        limit?: number;
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One line per attempt: when, how long, how it ended. `total` is exact up to 10,000, and an estimate beyond. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Attempt'][];
            total: number;
            nextCursor: string | null;
          };
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  LeaveController_leave: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          removeData?: boolean;
          /** Format: uuid */
          joinId?: string;
        } | null;
      };
    };
    responses: {
      /** @description The download after it. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CommandAnswer'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  RefusalsController_list: {
    parameters: {
      query?: {
        code?: (
          | 'duplicate-download'
          | 'already-in-library'
          | 'no-client-available'
          | 'invalid-release'
          | 'release-unreachable'
          | 'not-found'
          | 'not-active'
          | 'not-ended'
          | 'not-supported'
          | 'client-unavailable'
          | 'still-active'
        )[];
        actor?: string;
        indexer?: string;
        content?: string;
        existing?: string;
        from?: string;
        to?: string;
        text?: string;
        limit?: number;
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What was asked for and refused, the last first; the same again is counted. Kept for 90 days and 10,000 entries, beside the log, which has nothing of it. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Refusal'][];
            total: number;
            nextCursor: string | null;
          };
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  LiveController_read: {
    parameters: {
      query?: {
        topics?: string;
        since?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Server-sent events. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': string;
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem document (RFC 9457) with a code. */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
}
