extension Markup {
    /// How the page looks: by day, by night, on a telephone and on paper.
    static let stylesheet: Markup = """
        :root {
          --page: #f5f6f8; --card: #fff; --ink: #171a1f; --soft: #5c6572; --rule: #e2e5ea; --grid: #eceef2;
          --first: #2f6bea; --second: #e2590f; --right: 31, 122, 92; --wrong: 214, 69, 38; --tint: 47, 107, 234;
        }
        @media screen and (prefers-color-scheme: dark) {
          :root {
            --page: #0e1116; --card: #161a21; --ink: #e9ecf1; --soft: #98a2b1; --rule: #2a313c; --grid: #222832;
            --first: #78a9ff; --second: #ff9a56; --right: 46, 160, 118; --wrong: 232, 93, 58; --tint: 120, 169, 255;
          }
        }
        * { box-sizing: border-box; }
        body {
          margin: 0; background: var(--page); color: var(--ink);
          font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Ubuntu, Cantarell, sans-serif;
          -webkit-text-size-adjust: 100%; font-variant-numeric: tabular-nums;
        }
        main { max-width: 1120px; margin: 0 auto; padding: 40px 24px 8px; }
        footer { max-width: 1120px; margin: 0 auto; padding: 8px 24px 40px; color: var(--soft); font-size: 13px; }
        h1 { margin: 2px 0 6px; font-size: 34px; line-height: 1.2; letter-spacing: -.02em; overflow-wrap: anywhere; }
        h2 { margin: 44px 0 10px; font-size: 20px; letter-spacing: -.01em; }
        h3 { margin: 0; font-size: 14px; font-weight: 600; }
        h3 small { margin-left: 4px; color: var(--soft); font-weight: 400; }
        p { margin: 0; }
        .over { color: var(--soft); font-weight: 500; }
        .hint { margin: 0 0 12px; color: var(--soft); font-size: 14px; max-width: 60em; }
        .hint:empty { display: none; }
        .card { background: var(--card); border: 1px solid var(--rule); border-radius: 12px; padding: 16px; }
        .scroll { overflow: auto; padding: 0; }
        .wide.scroll { max-height: 720px; }
        .charts + .card { margin-top: 16px; }

        .network { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 7px; color: var(--soft); }
        .network > span { color: var(--ink); font-weight: 600; }
        .network i { font-style: normal; }
        .network small { color: var(--soft); font-weight: 400; font-size: 13px; }
        .network .total { margin-left: 10px; color: var(--soft); font-weight: 400; }
        .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(136px, 1fr)); gap: 12px; margin: 26px 0 14px; }
        .tile { background: var(--card); border: 1px solid var(--rule); border-radius: 12px; padding: 12px 16px; }
        .tile b { display: block; font-size: 24px; line-height: 1.3; font-weight: 600; letter-spacing: -.02em; white-space: nowrap; }
        .tile.long b { font-size: 17px; line-height: 1.84; }
        .tile.main b { color: var(--first); }
        .tile span { display: block; color: var(--soft); font-size: 13px; }
        aside { margin-top: 28px; }
        aside h2 { margin: 0; font-size: 14px; }
        aside ul { margin: 4px 0 0; padding-left: 20px; font-size: 14px; overflow-wrap: anywhere; }

        .charts { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 16px; }
        .charts.of1 { grid-template-columns: minmax(0, 680px); }
        .charts.of3 { grid-template-columns: repeat(3, minmax(0, 1fr)); }
        figure { display: flex; flex-direction: column; margin: 0; }
        figure svg { margin-top: auto; }
        figcaption { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 2px 14px; margin-bottom: 6px; }
        .legend { display: flex; flex-wrap: wrap; gap: 2px 14px; color: var(--soft); font-size: 13px; }
        .legend b { color: var(--ink); font-weight: 600; }
        .key::before { content: ""; display: inline-block; width: 14px; height: 3px; margin: 0 6px 4px 0; border-radius: 2px; background: currentColor; }
        .key.first::before { background: var(--first); }
        .key.second::before { background: var(--second); }
        svg { display: block; width: 100%; height: auto; }
        svg text { fill: var(--soft); font-size: 11.5px; }
        .of3 svg text { font-size: 14px; }
        .end { text-anchor: end; }
        .middle { text-anchor: middle; }
        .grid { stroke: var(--grid); }
        .axis, .tick { stroke: var(--rule); }
        .mark { stroke: var(--soft); stroke-dasharray: 3 4; }
        .line { fill: none; stroke-width: 1.8; stroke-linejoin: round; stroke-linecap: round; vector-effect: non-scaling-stroke; }
        .line.first { stroke: var(--first); }
        .line.second { stroke: var(--second); }
        .dot { stroke: var(--card); stroke-width: 1.5; }
        .dot.first { fill: var(--first); }
        .dot.second { fill: var(--second); }
        .points { fill: var(--first); fill-opacity: .45; }
        .bar { fill: var(--first); fill-opacity: .75; }

        table { border-collapse: collapse; font-size: 14px; }
        th { font-weight: 400; text-align: left; }
        .figures { width: 100%; }
        .figures caption { padding: 10px 16px 2px; color: var(--soft); text-align: left; }
        .figures th, .figures td { padding: 7px 16px; border-top: 1px solid var(--rule); }
        .figures td, .figures thead th { text-align: right; }
        .figures tbody th { max-width: 24em; overflow-wrap: anywhere; }
        .figures thead th { position: sticky; top: 0; z-index: 1; background: var(--card); border-top: 0; color: var(--soft); font-size: 13px; }
        .figures th:first-child { text-align: left; }
        .share {
          background: linear-gradient(rgba(var(--tint), .45) 0 0) left bottom / calc(var(--v) * 100%) 3px no-repeat;
          background-origin: content-box;
        }
        .share.wrong { background-image: linear-gradient(rgba(var(--wrong), .7) 0 0); }

        .pair { display: flex; flex-wrap: wrap; align-items: flex-start; gap: 16px; }
        .pair > .card { flex: 1 1 auto; min-width: 0; max-width: 100%; }
        .pair > .wide { flex: 1 1 380px; }
        h3.output { margin: 24px 0 10px; }
        .confusion { width: 100%; border-collapse: separate; border-spacing: 2px; padding: 14px; }
        .confusion td { text-align: center; border-radius: 5px; white-space: nowrap; }
        .confusion th { color: var(--soft); font-size: 13px; }
        .confusion tbody th { width: 1%; position: sticky; left: 0; background: var(--card); text-align: right; padding-right: 8px; }
        .confusion th span { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
        .confusion tbody th span { max-width: 13em; }
        .confusion tbody td { width: calc(88% / var(--n)); }
        .confusion thead span { margin: 0 auto; }
        .confusion thead th { vertical-align: bottom; text-align: center; }
        .confusion .corner { color: var(--soft); font-size: 12px; text-align: right; vertical-align: bottom; padding-right: 8px; }
        .confusion small { display: block; font-size: 11px; line-height: 1.2; opacity: .8; }
        .confusion .right { background: rgba(var(--right), calc(.08 + .92 * var(--v))); }
        .confusion .wrong { background: rgba(var(--wrong), calc(.08 + .92 * var(--v))); }
        .confusion .full { color: #fff; }
        .confusion .none { color: var(--soft); opacity: .55; background: var(--grid); }
        .large td { min-width: 84px; height: 56px; font-size: 16px; }
        .large thead span { max-width: 110px; }
        .medium td { min-width: 50px; height: 44px; }
        .small td { min-width: 31px; height: 31px; padding: 0 3px; font-size: 11.5px; }
        .small small { font-size: 9px; }
        .long thead span { writing-mode: vertical-rl; transform: rotate(180deg); margin: 0 auto; max-height: 9em; }
        .large .corner, .medium .corner, .small .corner { height: auto; font-size: 12px; }

        .facts { columns: 2; column-gap: 16px; }
        .facts.wide { columns: 1; }
        .facts .card { break-inside: avoid; margin-bottom: 16px; }
        .facts table { width: 100%; }
        .facts h3 { margin-bottom: 6px; }
        .facts th, .facts td { padding: 3px 0; vertical-align: top; }
        .facts th { width: 11em; padding-right: 12px; color: var(--soft); }
        .facts td { overflow-wrap: anywhere; }

        @media (max-width: 900px) { .charts.of3 { grid-template-columns: minmax(0, 680px); } .of3 svg text { font-size: 11.5px; } }
        @media (max-width: 720px) {
          main { padding: 24px 14px 4px; }
          footer { padding: 4px 14px 28px; }
          h1 { font-size: 27px; }
          h2 { margin-top: 34px; }
          .tiles { grid-template-columns: repeat(auto-fit, minmax(104px, 1fr)); gap: 8px; }
          .tile { padding: 10px 12px; }
          .tile b { font-size: 19px; }
          .tile.long b { font-size: 15px; line-height: 1.65; }
          .charts, .charts.of3 { grid-template-columns: minmax(0, 1fr); gap: 12px; }
          svg text, .of3 svg text { font-size: 14px; }
          .card { padding: 12px; }
          .scroll { padding: 0; }
          .figures th, .figures td { padding: 6px 9px; }
          .large td { min-width: 62px; height: 50px; }
          .confusion tbody th span { max-width: 6.5em; }
          .facts { columns: 1; }
          .facts th { width: 9em; }
        }
        @media print {
          body { background: #fff; font-size: 12px; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
          main, footer { max-width: none; padding: 0; }
          h2, .hint { break-after: avoid; }
          h2 { margin-top: 24px; }
          figure, tr, .tile, aside, .facts, .pair > .card:first-child { break-inside: avoid; }
          .pair { display: block; }
          .pair > .card + .card { margin-top: 12px; }
          .tiles { grid-template-columns: repeat(auto-fit, minmax(84px, 1fr)); gap: 8px; }
          .tile { padding: 8px 10px; }
          .tile b, .tile.long b { font-size: 15px; line-height: 1.3; }
          table { font-size: 12px; }
          svg text { font-size: 14px; }
          .scroll, .wide.scroll { max-height: none; overflow: visible; }
          .figures thead th { position: static; }
        }

        """
}
