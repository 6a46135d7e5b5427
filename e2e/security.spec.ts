/** What a page must not be able to do, should somebody else's script ever run in it. Each test tries it. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

/** Calls the shell as a script of the page could: with anything at all. */
function call(window: Page, name: unknown, args?: unknown): Promise<unknown> {
  return window.evaluate(
    ([name, args]) =>
      (globalThis as unknown as { boxwright: { call(...all: unknown[]): Promise<unknown> } }).boxwright.call(
        name,
        args,
      ),
    [name, args] as const,
  );
}

test.beforeEach(async ({ window }) => {
  await expect(window.getByRole('heading', { level: 1 })).toBeVisible();
});

test.describe('the page stays where it is', () => {
  for (const target of [
    'https://example.com/',
    'file:///etc/passwd',
    'app://boxwright/other.html',
    'data:text/html,x',
  ]) {
    test(`it does not go to ${target}`, async ({ window, boxwright }) => {
      boxwright.expectError(/Not allowed to (load local resource|navigate top frame to data URL)/);
      await window.evaluate((to) => {
        document.body.dataset['marked'] = 'yes';
        location.href = to;
      }, target);
      await window.waitForTimeout(500);
      expect(await window.evaluate(() => [location.href, document.body.dataset['marked']])).toEqual([
        'app://boxwright/index.html',
        'yes',
      ]);
    });
  }

  test('it opens no windows', async ({ window, boxwright }) => {
    for (const target of ['https://example.com/', 'app://boxwright/index.html', 'about:blank']) {
      expect(await window.evaluate((to) => open(to) === null, target)).toBe(true);
    }
    const windows = await boxwright.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
    expect(windows).toBe(1);
  });

  test('it embeds no other page', async ({ window, boxwright }) => {
    boxwright.expectError(/Content Security Policy|Not allowed to load local resource/);
    await window.evaluate(() => {
      for (const source of ['https://example.com/', 'app://boxwright/index.html', 'file:///etc/passwd']) {
        const frame = document.createElement('iframe');
        frame.src = source;
        document.body.append(frame);
      }
    });
    await window.waitForTimeout(500);
    const loaded = window.frames().map((frame) => frame.url());
    expect(loaded.filter((url) => /^(https|file)/.test(url))).toEqual([]);
    expect(loaded.filter((url) => url === 'app://boxwright/index.html')).toHaveLength(1);
    expect(await window.evaluate(() => 'getURL' in document.createElement('webview'))).toBe(false);
  });
});

test('no permission is given', async ({ window }) => {
  const answers = await window.evaluate(async () => {
    const nameOf = (thrown: unknown) => (thrown as Error).name;
    const { state } = await navigator.permissions.query({ name: 'geolocation' });
    return {
      geolocation: state,
      notifications: await Notification.requestPermission(),
      camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'given', nameOf),
      clipboard: await navigator.clipboard.readText().then(() => 'given', nameOf),
    };
  });
  expect(answers).toEqual({
    geolocation: 'denied',
    notifications: 'denied',
    camera: expect.stringMatching(/NotAllowedError|NotFoundError/),
    clipboard: 'NotAllowedError',
  });
});

test('nothing is fetched but the page’s own files', async ({ window, boxwright }) => {
  boxwright.expectError(/Content Security Policy|Not allowed to load local resource|404/);
  const status = (url: string) =>
    window.evaluate(
      (from) =>
        fetch(from).then(
          (response) => response.status,
          () => 'refused',
        ),
      url,
    );
  expect(await status('app://boxwright/index.html')).toBe(200);
  for (const url of [
    'file:///etc/passwd',
    'https://example.com/',
    'app-image://thumb/1',
    'app://elsewhere/index.html',
  ]) {
    expect([url, await status(url)]).toEqual([url, 'refused']);
  }
  for (const path of [
    '../preload/index.cjs',
    '%2e%2e/preload/index.cjs',
    '..%2fmain%2findex.js',
    '//etc/passwd',
  ]) {
    expect([path, await status(`app://boxwright/${path}`)]).toEqual([path, 404]);
  }
});

test('pictures come by id alone: a path or an unknown id is 404', async ({ window, boxwright }) => {
  boxwright.expectError(/404/);
  const addresses = [
    'app-image://thumb/999999',
    'app-image://full/etc/passwd',
    'app-image://full/../../../etc/passwd',
    'app-image://full/%2fetc%2fpasswd',
    'app-image://full/1?path=/etc/passwd',
    'app-image://etc/passwd',
  ];
  for (const address of addresses) {
    const inPage = window.evaluate(
      (source) =>
        new Promise((settle) => {
          const image = new Image();
          image.onload = () => settle('shown');
          image.onerror = () => settle('refused');
          image.src = source;
        }),
      address,
    );
    expect([address, await inPage]).toEqual([address, 'refused']);
    const inShell = boxwright.app.evaluate(async ({ net }, url) => {
      const response = await net.fetch(url);
      return [response.status, await response.text()];
    }, address);
    expect([address, await inShell]).toEqual([address, [404, '']]);
  }
});

test('no script runs that is not a file of ours', async ({ window, boxwright }) => {
  boxwright.expectError(/Content Security Policy/);
  const ran = await window.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'document.body.dataset.inline = "ran"';
    const source = document.createElement('script');
    source.src = 'data:text/javascript,document.body.dataset.data = "ran"';
    const button = document.createElement('button');
    button.setAttribute('onclick', 'document.body.dataset.handler = "ran"');
    const link = document.createElement('a');
    link.href = 'javascript:void (document.body.dataset.link = "ran")';
    document.body.append(script, source, button, link);
    button.click();
    link.click();
    await new Promise((later) => setTimeout(later, 300));
    for (const element of [script, source, button, link]) element.remove();
    return Object.fromEntries(Object.entries(document.body.dataset));
  });
  expect(ran).toEqual({});
});

test('no text becomes a script', async ({ window, boxwright }) => {
  boxwright.expectError(/Content Security Policy/);
  // From a timer, since what Playwright evaluates directly is not held to the page's policy.
  const outcomes = await window.evaluate(
    () =>
      new Promise((settle) => {
        const attempt = (work: () => unknown) => {
          try {
            return work();
          } catch (thrown) {
            return (thrown as Error).name;
          }
        };
        setTimeout(() => {
          settle([
            attempt(() => (0, eval)('1 + 1')),
            attempt(() => Reflect.construct(Function, ['return 2'])),
          ]);
        }, 0);
      }),
  );
  expect(outcomes).toEqual(['EvalError', 'EvalError']);
});

test('the page has nothing of Node, and of the shell only three functions that it cannot replace', async ({
  window,
}) => {
  const found = await window.evaluate(() => {
    const page = globalThis as unknown as Record<string, unknown>;
    const bridge = page['boxwright'] as Record<string, unknown>;
    const names = ['require', 'process', 'module', 'exports', 'Buffer', 'global', '__dirname', 'electron'];
    const replaced = (() => {
      try {
        bridge['call'] = () => 'mine';
        page['boxwright'] = {};
      } catch {
        // Refused aloud: as good.
      }
      return page['boxwright'] !== bridge || String(bridge['call']).includes('mine');
    })();
    return { ofNode: names.filter((name) => name in page), bridge: Object.keys(bridge).sort(), replaced };
  });
  expect(found).toEqual({ ofNode: [], bridge: ['call', 'onEvent', 'pathOf'], replaced: false });
});

test('calls are answered by the contract and by nothing else', async ({ window }) => {
  for (const name of ['no.such.call', 'constructor', '__proto__', '', null, 42, ['app.info']]) {
    expect([name, await call(window, name, {})]).toEqual([
      name,
      expect.objectContaining({ ok: false, code: 'forbidden' }),
    ]);
  }
  // Its answer is a path, which only the shell may know.
  expect(await call(window, 'images.file', { imageId: 1, size: 'full' })).toMatchObject({
    code: 'forbidden',
  });
  expect(await call(window, 'app.info', {})).toMatchObject({ ok: true });
});

test('arguments that do not fit are refused with the name of the field', async ({ window }) => {
  const wrong: [string, unknown, string][] = [
    ['project.open', {}, 'arguments.folder'],
    ['project.open', { folder: ['/etc'] }, 'arguments.folder'],
    ['images.record', { imageId: -1 }, 'arguments.imageId'],
    ['app.showInFolder', { path: '' }, 'arguments.path'],
    ['app.info', { more: true }, 'more'],
    ['review.decide', undefined, 'arguments'],
  ];
  for (const [name, args, field] of wrong) {
    expect(await call(window, name, args)).toEqual({
      ok: false,
      code: 'bad-arguments',
      message: expect.stringContaining(field),
    });
  }
});

test('another window is not answered, not even with our preload script and our page', async ({
  boxwright,
}) => {
  const replies = await boxwright.app.evaluate(async ({ app, BrowserWindow }) => {
    const preload = `${app.getAppPath()}/out/preload/index.cjs`;
    const replies: unknown[] = [];
    for (const url of ['data:text/html,<title>Another</title>', 'app://boxwright/index.html']) {
      const other = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
      await other.loadURL(url);
      replies.push(await other.webContents.executeJavaScript(`boxwright.call('app.info', {})`));
      other.destroy();
    }
    return replies;
  });
  expect(replies).toEqual([
    expect.objectContaining({ ok: false, code: 'forbidden' }),
    expect.objectContaining({ ok: false, code: 'forbidden' }),
  ]);
});
