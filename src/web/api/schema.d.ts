export interface paths {
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
    delete: operations['ClientsController_delete'];
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
    post: operations['ClientsController_test'];
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
  '/api/v1/projections/{name}/rebuild': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Builds the tables anew from the log, while everything goes on. */
    post: operations['ProjectionsController_rebuild'];
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
    /** Asks for the end. */
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
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
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
      /** @description The download that is in the way. */
      existing?: string;
      /** @description What is on disk already. */
      files?: string[];
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
    DownloadEvent: {
      /** Format: uuid */
      id: string;
      type: string;
      revision: string;
      /** Format: date-time */
      occurredAt: string;
      actor: string | null;
      data: unknown;
      metadata: {
        [key: string]: unknown;
      };
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
    Problem: {
      status: number;
      code: string;
      title: string;
      detail?: string;
      errors?: {
        field: string;
        problem: string;
      }[];
      /** @description The download that is in the way. */
      existing?: string;
      /** @description What is on disk already. */
      files?: string[];
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
          /** @default true */
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
          /** @default true */
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
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It is gone. What it was downloading stays in the queue until it is cancelled. */
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
  ClientsController_test: {
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
      /** @description Whether the client answers, and what the problem is. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            ok: boolean;
            version: string | null;
            problem: string | null;
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
      /** @description What was built. */
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
            differences:
              | {
                  table: string;
                  missing: number;
                  unexpected: number;
                  different: number;
                  rows: {
                    /** @enum {string} */
                    kind: 'missing' | 'unexpected' | 'different';
                    live: {
                      [key: string]: unknown;
                    } | null;
                    rebuilt: {
                      [key: string]: unknown;
                    } | null;
                  }[];
                }[]
              | null;
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
        content?: string;
        text?: string;
        sort?:
          | 'initiatedAt'
          | 'title'
          | 'status'
          | 'progress'
          | 'sizeBytes'
          | 'etaSeconds'
          | 'priority'
          | '-initiatedAt'
          | '-title'
          | '-status'
          | '-progress'
          | '-sizeBytes'
          | '-etaSeconds'
          | '-priority';
        limit?: number;
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The queue. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Download'][];
            total: number;
            nextCursor: string | null;
            totals: {
              sizeBytes: number;
              downloadedBytes: number;
              downloadSpeed: number;
              uploadSpeed: number;
            };
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
          force?: boolean;
        };
      };
    };
    responses: {
      /** @description The download, waiting for its client. */
      201: {
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
  DownloadsController_get: {
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
      /** @description One download, active or ended. */
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
  DownloadsController_events: {
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
      /** @description Its events, read from the log. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['DownloadEvent'][];
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
}
