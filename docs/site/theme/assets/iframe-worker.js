/* A page opened from a folder may not start a Worker; the search then runs in a hidden frame that behaves like one. */
if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    constructor(url) {
      super()
      this.onmessage = null
      const frame = document.createElement("iframe")
      frame.hidden = true
      const place = new URL(url, document.baseURI).href
      const escaped = place.replace(/&/g, "&amp;").replace(/"/g, "&quot;")
      frame.srcdoc = `<!doctype html><script>
        postMessage = message => parent.dispatchEvent(new MessageEvent("message", {data: message, source: window}))
        importScripts = (...places) => places.reduce((before, place) => before.then(() => new Promise((done, failed) => {
          const script = document.createElement("script")
          script.src = place
          script.onload = done
          script.onerror = () => failed(new Error("cannot load " + place))
          document.body.append(script)
        })), Promise.resolve())
      <\/script><body><script src="${escaped}"><\/script>`
      this.loaded = new Promise(done => frame.addEventListener("load", done, { once: true }))
      this.frame = frame
      this.receive = event => {
        if (event.source !== frame.contentWindow) return
        const message = new MessageEvent("message", { data: event.data })
        this.dispatchEvent(message)
        if (this.onmessage) this.onmessage(message)
      }
      addEventListener("message", this.receive)
      document.body.append(frame)
    }
    postMessage(data) {
      this.loaded.then(() => this.frame.contentWindow.dispatchEvent(new MessageEvent("message", { data })))
    }
    terminate() {
      removeEventListener("message", this.receive)
      this.frame.remove()
    }
  }
}
