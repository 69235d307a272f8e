/* The search: the forms of words, the index, and what is found in it.

   The rules stand in docs/architecture-search.md; generator/search/ follows the same ones, and one set of cases tests both.
   `engine` holds everything it needs, so that its own source can run in a worker that is made of a Blob, which
   file:// allows; where a policy forbids such workers it runs in the page. */
(function () {
  "use strict";

  function engine(answer) {
    var TONES = "\u0300\u0309\u0303\u0301\u0323";
    var LETTERS = { "\u0111": "d", "\u00f0": "d", "\u00f8": "o", "\u0142": "l", "\u00df": "ss", "\u00e6": "ae",
      "\u0153": "oe", "\u00fe": "th", "\u0131": "i" };
    var WORD = /[\p{L}\p{N}\u0300-\u036f]+/gu;
    var ONE_WORD = /^[\p{L}\p{N}\u0300-\u036f]+$/u;
    var INVISIBLE = /[\u00ad\u200b\u200c\u200d\u2060\ufeff]/g;
    var I_OR_Y = /^([b-hj-np-tv-x\u0111]+|qu)y$/;
    var SYLLABLE = new RegExp("^(?:b|ch?|d|gi?|gh|kh?|l|m|ngh?|nh?|ph?|qu?|r|s|th?|tr|v|x|h)?" +
      "[aeiouy]{1,3}(?:ch?|m|ng?|nh|p|t)?$");
    var QUOTES = /["\u201c\u201d\u201e\u00ab\u00bb]/g;
    var LOOK_ALIKE = {};
    pair("\u0410\u0412\u0415\u0417\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425" +
      "\u0430\u0432\u0435\u0437\u0456\u0458\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445",
      "ABE3IJKMHOPCTYXabe3ijkmhopctyx");
    pair("\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03b9\u03ba\u03bd" +
      "\u03bf\u03c1\u03c5\u03c7", "ABEZHIKMNOPTYXiknopux");

    var LONGEST = 1000, MOST_TERMS = 15, LONGEST_DATE = 8, SHORTEST_SLIP = 4, SHORTEST_PREFIX_SLIP = 5;
    var SHORTEST_ALIAS = 3, SHORTEST_ALIAS_SLIP = 5, LONGEST_GLUED = 24, MOST_PIECES = 6, LONGEST_PIECE = 8;
    var MOST_CUTS = 12, LONGEST_NAME = 12, MOST_JOINED = 4, SNIPPET = 220, BEFORE = 60, MAY_LACK = 3;
    var TERMS_A_SLIP = 3;
    var SAME = 0, WRITTEN = 1, UNMARKED = 2, LONGER = 3, ALIAS = 4, OTHER_MARKS = 5, SLIP = 6, SLIP_LONGER = 7;
    var COSTS = [0, 0, 3, 4, 4, 20, 20, 24], PLAIN_COSTS = [0, 0, 0, 2, 4, 20, 20, 24], SLIP_COST = 20;
    var TITLE = 3, FACTS = 2, TEXT = 1;
    var WHOLE = 12, PHRASE = 8, LONG_SLIPPED = 8, NEAR = 4, LONG = 4, SLIPPED = 4, SCATTERED = 2, SCATTERED_SLIP = 1, PARTIAL = 0;
    var NEVER = 1 << 20;
    var FACETS = ["partner", "year", "topic", "type"];

    function pair(from, to) {
      for (var at = 0; at < from.length; at += 1) LOOK_ALIKE[from[at]] = to[at];
    }

    /* The forms of a word. */

    function isPlain(text) {
      return /^[\x00-\x7f]*$/.test(text);
    }

    function composed(text) {
      return isPlain(text) ? text : text.replace(INVISIBLE, "").normalize("NFC");
    }

    function fold(text) {
      if (isPlain(text)) return text;
      return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[^\x00-\x7f]/g, function (char) {
        return LETTERS[char] || char;
      });
    }

    var known = new Map();

    function formOf(word) {
      var form = known.get(word);
      if (form) return form;
      var lower = word.toLowerCase().normalize("NFC");
      var spelt = lower;
      var tone = "";
      if (!isPlain(lower)) {
        var kept = "";
        lower.normalize("NFD").split("").forEach(function (char) {
          if (TONES.indexOf(char) >= 0) tone += char;
          else kept += char;
        });
        spelt = kept.normalize("NFC");
      }
      var either = I_OR_Y.exec(spelt);
      var letters = either ? either[1] + "i" : isNumber(lower) ? lower.replace(/^0+/, "") || "0" : spelt;
      form = { lower: lower, spelt: spelt, letters: letters, tone: tone, plain: fold(letters), folded: fold(spelt) };
      known.set(word, form);
      return form;
    }

    function isNumber(word) {
      return /^[0-9]+$/.test(word);
    }

    function hasDigit(word) {
      return /[0-9]/.test(word);
    }

    function isMarked(form) {
      return form.folded !== form.lower;
    }

    function fits(typed, letters) {
      if (typed.length !== letters.length) return false;
      for (var at = 0; at < typed.length; at += 1) {
        if (typed[at] !== letters[at] && typed[at] !== fold(letters[at])) return false;
      }
      return true;
    }

    function isSlip(one, other) {
      if (one === other || Math.abs(one.length - other.length) > 1) return false;
      var at = 0;
      var shorter = Math.min(one.length, other.length);
      while (at < shorter && one.charCodeAt(at) === other.charCodeAt(at)) at += 1;
      if (one.length > other.length) return one.slice(at + 1) === other.slice(at);
      if (one.length < other.length) return one.slice(at) === other.slice(at + 1);
      return one.slice(at + 1) === other.slice(at + 1) ||
        (one[at] === other[at + 1] && one[at + 1] === other[at] && one.slice(at + 2) === other.slice(at + 2));
    }

    function beginsWithSlip(typed, word) {
      for (var size = typed.length - 1; size <= typed.length + 1; size += 1) {
        if (size <= word.length && isSlip(typed, word.slice(0, size))) return true;
      }
      return false;
    }

    function gradeOf(typed, word) {
      if (typed.lower === word.lower) return SAME;
      if (typed.letters === word.letters && typed.tone === word.tone) return WRITTEN;
      if (typed.letters.length !== word.letters.length) return isMarked(typed) ? OTHER_MARKS : UNMARKED;
      return fits(typed.letters, word.letters) && toneFits(typed, word) ? UNMARKED : OTHER_MARKS;
    }

    function toneFits(typed, word) {
      return !typed.tone || typed.tone === word.tone;
    }

    /* The index. */

    var index = null;
    var shards = [];
    var waiting = [];

    function unpacked(signs) {
      var bytes = new Uint8Array(Math.floor((signs.length * 7) / 8));
      var held = 0;
      var count = 0;
      var at = 0;
      for (var place = 0; place < signs.length; place += 1) {
        var value = signs.charCodeAt(place);
        held = ((held << 7) | (value < 128 ? value : value - 0xa0)) & 0x7fff;
        count += 7;
        if (count >= 8) {
          count -= 8;
          bytes[at] = held >> count;
          at += 1;
        }
      }
      var stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
      return gathered(stream.getReader());
    }

    /* What follows the end of the pressed bytes is less than a byte of zeros, which some browsers call an error. */
    function gathered(reader) {
      var pieces = [];
      function next() {
        return reader.read().then(function (piece) {
          if (piece.done) return;
          pieces.push(piece.value);
          return next();
        });
      }
      return next().catch(function (error) {
        if (!pieces.length) throw error;
      }).then(function () {
        var size = pieces.reduce(function (sum, piece) { return sum + piece.length; }, 0);
        var bytes = new Uint8Array(size);
        var at = 0;
        pieces.forEach(function (piece) {
          bytes.set(piece, at);
          at += piece.length;
        });
        return bytes;
      });
    }

    function take(part, number, signs) {
      return unpacked(signs).then(function (bytes) {
        if (part === "words") {
          readWords(JSON.parse(new TextDecoder().decode(bytes)));
          waiting.forEach(function (each) { readShard(each[0], each[1]); });
          waiting = [];
        } else if (index) readShard(number, bytes);
        else waiting.push([number, bytes]);
      });
    }

    function readWords(head) {
      index = head;
      index.labelled = { partner: Object.keys(head.labels.partners), topic: Object.keys(head.labels.topics) };
      index.forms = head.words.map(function (word) { return ONE_WORD.test(word) ? formOf(word) : null; });
      index.isWord = new Uint8Array(head.words.length);
      index.byPlain = new Map();
      index.byFolded = new Map();
      index.years = [];
      index.forms.forEach(function (form, number) {
        if (!form) return;
        index.isWord[number] = 1;
        add(index.byPlain, form.plain, number);
        add(index.byFolded, form.folded, number);
        if (form.lower.length === 4 && isNumber(form.lower)) index.years.push(number);
      });
      index.folded = Array.from(index.byFolded.keys()).sort(function (one, other) {
        return one < other ? -1 : one > other ? 1 : 0;
      });
      index.names = [];
      index.byName = new Map();
      index.byCode = new Map();
      head.groups.forEach(function (group, number) {
        group[0].forEach(function (text) {
          var forms = formsOf(text);
          if (!forms.length) return;
          var name = { group: number, forms: forms, folded: joined(forms, "folded"), spelt: joined(forms, "spelt") };
          index.names.push(name);
          add(index.byName, name.folded, name);
        });
        group[1].forEach(function (code) { add(index.byCode, code, number); });
      });
      known.clear();
    }

    function add(map, key, value) {
      var several = map.get(key);
      if (several) several.push(value);
      else map.set(key, [value]);
    }

    function formsOf(text) {
      return (composed(text).match(WORD) || []).map(formOf);
    }

    function joined(forms, name) {
      return forms.map(function (form) { return form[name]; }).join("");
    }

    function readShard(number, bytes) {
      var size = 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
      var columns = JSON.parse(new TextDecoder().decode(bytes.subarray(4, size)));
      var short = index.short;
      var wide = (255 - short) * 256;
      var count = 0;
      var at;
      for (at = size; at < bytes.length; count += 1) at += bytes[at] < short ? 1 : bytes[at] < 255 ? 2 : 4;
      var numbers = index.words.length > 65535 ? new Uint32Array(count) : new Uint16Array(count);
      count = 0;
      for (at = size; at < bytes.length; count += 1) {
        var first = bytes[at];
        if (first < short) {
          numbers[count] = first;
          at += 1;
        } else if (first < 255) {
          numbers[count] = short + (first - short) * 256 + bytes[at + 1];
          at += 2;
        } else {
          numbers[count] = short + wide + bytes[at + 1] * 65536 + bytes[at + 2] * 256 + bytes[at + 3];
          at += 4;
        }
      }
      var same = new Map();
      function once(value) {
        var key = value.join();
        if (!same.has(key)) same.set(key, value);
        return same.get(key);
      }
      var shard = { numbers: numbers, kind: columns.kind, uri: columns.uri, date: columns.date, year: columns.year,
        names: columns.names, size: columns.kind.length, starts: new Uint32Array(columns.kind.length + 1) };
      ["partners", "topics", "facts", "sentences"].forEach(function (name) { shard[name] = columns[name].map(once); });
      at = 0;
      for (var row = 0; row < shard.size; row += 1) {
        shard.starts[row] = at;
        for (var lines = 1 + shard.names[row] + sum(shard.facts[row]) + sum(shard.sentences[row]); lines; lines -= 1) {
          while (numbers[at]) at += 1;
          at += 1;
        }
      }
      shard.starts[shard.size] = at;
      shards[number] = shard;
    }

    /* Anchors are runs: how many, and what each adds to the one before. */
    function sum(runs) {
      var count = 0;
      for (var at = 0; at < runs.length; at += 2) count += runs[at];
      return count;
    }

    function anchorAt(runs, wanted) {
      var anchor = 0;
      for (var at = 0; at < runs.length; at += 2) {
        if (wanted < runs[at]) return anchor + (wanted + 1) * runs[at + 1];
        wanted -= runs[at];
        anchor += runs[at] * runs[at + 1];
      }
      return 0;
    }

    /* What was asked. */

    function readQuery(text) {
      text = composed(text.slice(0, LONGEST));
      var words = [];
      var opened = 0;
      var end = 0;
      var match;
      WORD.lastIndex = 0;
      while ((match = WORD.exec(text))) {
        var between = text.slice(end, match.index);
        if (words.length) words[words.length - 1].after = between;
        opened += (between.match(QUOTES) || []).length;
        words.push({ typed: match[0], form: formOf(match[0]), after: "", quote: opened });
        end = match.index + match[0].length;
      }
      if (words.length) words[words.length - 1].after = text.slice(end);
      var terms = [];
      for (var at = 0; at < words.length && terms.length < MOST_TERMS; ) {
        var stop = at + 1;
        var day = null;
        var isQuoted = words[at].quote % 2 === 1;
        if (isQuoted) {
          while (stop < words.length && words[stop].quote === words[at].quote) stop += 1;
        } else {
          day = readDay(words.slice(at, at + LONGEST_DATE));
          if (day) stop = at + day.length;
        }
        var taken = words.slice(at, stop);
        terms.push({
          forms: taken.map(function (word) { return word.form; }),
          typed: taken.map(function (word) { return word.typed; }),
          day: day,
          isQuoted: isQuoted,
          isWord: !day && !isQuoted,
          mayGoOn: stop === words.length && !words[words.length - 1].after && !isQuoted,
        });
        at = stop;
      }
      return terms;
    }

    function told(day, month, year, length) {
      return { day: day, month: month, year: year, length: length };
    }

    function readDay(row) {
      var calendar = index.calendar;

      function number(at, most) {
        var word = at < row.length ? row[at].form.lower : "";
        var value = /^[0-9]{1,2}$/.test(word) ? Number(word) : 0;
        return value <= most ? value : 0;
      }

      function yearAt(at) {
        var word = at < row.length ? row[at].form.lower : "";
        var value = /^[0-9]{4}$/.test(word) ? Number(word) : 0;
        return value >= 1800 && value <= 2199 ? value : 0;
      }

      function after(at) {
        return at < row.length ? row[at].after : "";
      }

      function means(kind, at, length) {
        if (at + (length || 1) > row.length) return 0;
        var lower = row[at].form.lower + (length === 2 ? " " + row[at + 1].form.lower : "");
        return Object.prototype.hasOwnProperty.call(calendar[kind], lower) ? calendar[kind][lower] : 0;
      }

      function fromYear(at) {
        var year = yearAt(at);
        var month = number(at + 1, 12);
        if (!year || !month || (after(at) !== "-" && after(at) !== "/")) return null;
        var day = number(at + 2, 31);
        if (day && after(at + 1) === after(at)) return told(day, month, year, at + 3);
        return told(0, month, year, at + 2);
      }

      function monthAt(at) {
        if (means("month", at) && after(at) === " ") {
          if (number(at + 1, 12)) return [number(at + 1, 12), at + 2];
          if (means("numerals", at + 1, 2)) return [means("numerals", at + 1, 2), at + 3];
          if (means("numerals", at + 1)) return [means("numerals", at + 1), at + 2];
        }
        return [means("months", at), at + 1];
      }

      function yearAfter(at) {
        if ([" ", ", ", "/", "-"].indexOf(after(at - 1)) >= 0) {
          if (yearAt(at)) return [yearAt(at), at + 1];
          if (means("year", at) && after(at) === " ") return [yearAt(at + 1), at + (yearAt(at + 1) ? 2 : 0)];
        }
        return [0, at];
      }

      function fromMonth(at) {
        var found = monthAt(at);
        if (!found[0]) return null;
        var end = found[1];
        var isName = means("months", at);
        var day = isName ? number(end, 31) : 0;
        if (day) end += 1;
        var year = yearAfter(end);
        return isName && !day && !year[0] ? null : told(day, found[0], year[0], year[1]);
      }

      function isBetween(sign) {
        return sign === "/" || sign === "-" || sign === ".";
      }

      function isDash(sign) {
        return sign === "-" || sign === "\u2013" || sign === "\u2014";
      }

      function fromDay(at) {
        var first = number(at, 31);
        var sign = after(at);
        if (!first) return null;
        var found = monthAt(at + 1);
        if (found[0] && sign === " ") {
          var year = yearAfter(found[1]);
          return told(first, found[0], year[0], year[1]);
        }
        if (!isBetween(sign)) return null;
        if (first <= 12 && sign !== "." && yearAt(at + 1)) return told(0, first, yearAt(at + 1), at + 2);
        var month = number(at + 1, 12);
        return month ? fromFigures(at, first, month) : null;
      }

      function fromFigures(at, day, month) {
        var sign = after(at);
        var again = after(at + 1);
        if (isBetween(again)) {
          var year = yearAt(at + 2);
          var short = number(at + 2, 99);
          if (!year && again === sign && short) year = 2000 + short;
          if (year) return told(day, month, year, at + 3);
          if (isDash(sign) && again !== sign && number(at + 2, 12)) return null;
        }
        if (sign === ".") return null;
        var later = again === " " && means("year", at + 2) ? yearAfter(at + 2) : [0, at + 2];
        return told(day, month, later[0], later[1]);
      }

      function fromRange(at) {
        var first = number(at, 31);
        if (!first) return null;
        var rest = isDash(after(at)) ? at + 1 : means("until", at + 1) && after(at) === " " ? at + 2 : 0;
        var last = rest ? fromDay(rest) : null;
        return last && last.day > first ? told(first, last.month, last.year, last.length) : null;
      }

      var start = row.length && means("day", 0) && after(0) === " " ? 1 : 0;
      return fromYear(start) || fromMonth(start) || fromDay(start) || fromRange(start);
    }

    /* 2: it tells all that was asked; 1: but for the year, which is that of the page; 0: it does not. */
    function tells(day, asked, year) {
      if ((asked.day && asked.day !== day.day) || (asked.month && asked.month !== day.month)) return 0;
      if (!asked.year || asked.year === day.year) return 2;
      return !day.year && asked.year === year ? 1 : 0;
    }

    /* What each term may be in the text. */

    function upTo(most, words) {
      var found = new Map();
      words.forEach(function (grade, number) { if (grade <= most) found.set(number, grade); });
      return found;
    }

    function plainWords(form) {
      var found = new Map();
      (index.byPlain.get(form.plain) || []).forEach(function (number) {
        found.set(number, gradeOf(form, index.forms[number]));
      });
      return found;
    }

    function longerWords(form) {
      var found = new Map();
      var folded = form.folded;
      var low = 0;
      var high = index.folded.length;
      while (low < high) {
        var middle = (low + high) >> 1;
        if (index.folded[middle] < folded) low = middle + 1;
        else high = middle;
      }
      for (; low < index.folded.length && index.folded[low].startsWith(folded); low += 1) {
        if (index.folded[low].length === folded.length) continue;
        index.byFolded.get(index.folded[low]).forEach(function (number) {
          var word = index.forms[number];
          if (fits(form.spelt, word.spelt.slice(0, folded.length)) && toneFits(form, word)) found.set(number, LONGER);
        });
      }
      return found;
    }

    var slipsOf = new Map(); // what is typed on keeps its first words

    function slipWords(form, mayGoOn) {
      var key = form.folded + (mayGoOn ? "*" : "");
      if (slipsOf.size > 200) slipsOf.clear();
      if (!slipsOf.has(key)) slipsOf.set(key, slipsFor(form.folded, mayGoOn));
      return slipsOf.get(key);
    }

    function slipsFor(typed, mayGoOn) {
      var found = new Map();
      if (typed.length < SHORTEST_SLIP - 1 || hasDigit(typed)) return found;
      var longer = mayGoOn && typed.length >= SHORTEST_PREFIX_SLIP;
      index.folded.forEach(function (folded) {
        var more = folded.length - typed.length;
        if (folded.length + typed.length < 2 * SHORTEST_SLIP - 1 || more < -1 || (more > 1 && !longer)) return;
        var grade = more <= 1 && isSlip(typed, folded) ? SLIP
          : longer && more > 0 && beginsWithSlip(typed, folded) ? SLIP_LONGER : 0;
        if (grade && !hasDigit(folded)) {
          index.byFolded.get(folded).forEach(function (number) { found.set(number, grade); });
        }
      });
      return found;
    }

    function planOf(terms) {
      var single = new Map();
      var rows = [];
      var days = new Map();

      function addWords(term, words) {
        words.forEach(function (grade, number) {
          var grades = single.get(number);
          if (!grades) single.set(number, (grades = new Map()));
          if (!grades.has(term) || grade < grades.get(term)) grades.set(term, grade);
        });
      }

      function addRow(first, last, grade, words) {
        rows.push({ first: first, last: last, grade: grade, words: words });
      }

      function addWord(number, term) {
        var form = term.forms[0];
        var found = plainWords(form);
        addWords(number, found);
        var isClean = upTo(UNMARKED, found).size > 0;
        if (term.mayGoOn) {
          var longer = longerWords(form);
          isClean = isClean || longer.size > 0;
          addWords(number, longer);
        }
        addWords(number, slipWords(form, term.mayGoOn && !isClean));
        cuts(form, term.mayGoOn).forEach(function (words) { addRow(number, number, UNMARKED, words); });
      }

      function cuts(form, mayGoOn) {
        var folded = form.folded;
        var found = [];
        if (isNumber(folded)) return thousands(folded);
        if (folded.length < SHORTEST_SLIP || folded.length > LONGEST_GLUED || folded.length !== form.lower.length ||
            SYLLABLE.test(form.plain)) return found;
        function cut(at, words) {
          if (at === folded.length) {
            if (words.length > 1) found.push(words);
            return;
          }
          for (var end = at + 1; end <= Math.min(folded.length, at + LONGEST_PIECE); end += 1) {
            var isLast = end === folded.length;
            if (found.length >= MOST_CUTS || (end === at + 1 && "aeiouy".indexOf(folded[at]) < 0)) continue;
            var own = formOf(form.lower.slice(at, end));
            var several = upTo(UNMARKED, plainWords(own));
            if (isLast && mayGoOn && words.length && end > at + 1) {
              longerWords(own).forEach(function (grade, number) {
                if (!several.has(number)) several.set(number, grade);
              });
            }
            if (several.size && (words.length < MOST_PIECES - 1 || isLast)) cut(end, words.concat([several]));
          }
        }
        cut(0, []);
        return found;
      }

      function thousands(digits) {
        if (digits.length < 4 || digits.length > LONGEST_NAME) return [];
        var pieces = [digits.slice(0, digits.length % 3 || 3)];
        for (var at = pieces[0].length; at < digits.length; at += 3) pieces.push(digits.slice(at, at + 3));
        return [pieces.map(function (piece) { return upTo(SAME, plainWords(formOf(piece))); })];
      }

      function addDay(number, term) {
        var starts = new Set();
        function may(word) {
          upTo(WRITTEN, plainWords(formOf(word))).forEach(function (grade, start) { starts.add(start); });
        }
        [term.day.day, term.day.month, term.day.year].forEach(function (value) { if (value) may(String(value)); });
        ["day", "month", "months"].forEach(function (kind) { Object.keys(index.calendar[kind]).forEach(may); });
        // a date that tells the day does so in figures, and soon
        if (term.day.day) term.day.near = upTo(WRITTEN, plainWords(formOf(String(term.day.day))));
        if (!term.day.year) index.years.forEach(function (year) { starts.add(year); });
        starts.forEach(function (start) { add(days, start, number); });
      }

      function addJoined(first, last, forms, folded, spelt) {
        if (forms.length < 2 || forms.length > MOST_JOINED) return;
        if (isNumber(folded)) {
          if (!forms.slice(1).every(function (form) { return form.lower.length === 3; })) return;
        } else if (SYLLABLE.test(folded) || hasDigit(folded)) return;
        var words = new Map();
        (index.byFolded.get(folded) || []).forEach(function (number) {
          if (fits(spelt, index.forms[number].spelt)) words.set(number, UNMARKED);
        });
        if (words.size) addRow(first, last, UNMARKED, [words]);
      }

      function addAliases(first, last, forms, folded, spelt) {
        var found = new Map();
        var term = terms[last];
        (index.byName.get(folded) || []).forEach(function (name) {
          if (fits(spelt, name.spelt) && (forms.length !== name.forms.length || forms.every(function (form, at) {
            return toneFits(form, name.forms[at]);
          }))) found.set(name.group, ALIAS);
        });
        if (first === last) {
          var typed = term.typed[0];
          if (typed === typed.toUpperCase() || terms.length === 1) {
            (index.byCode.get(typed.toUpperCase()) || []).forEach(function (group) { found.set(group, ALIAS); });
          }
        }
        if (!found.size && term.mayGoOn && folded.length >= SHORTEST_ALIAS) {
          index.names.forEach(function (name) {
            if (name.folded.startsWith(folded) && fits(spelt, name.spelt.slice(0, spelt.length))) {
              found.set(name.group, ALIAS);
            }
          });
        }
        if (!found.size && folded.length >= SHORTEST_ALIAS_SLIP && !hasDigit(folded)) {
          index.names.forEach(function (name) { if (isSlip(folded, name.folded)) found.set(name.group, SLIP); });
        }
        found.forEach(function (grade, group) {
          index.groups[group][0].forEach(function (text) {
            var own = formsOf(text);
            if (!own.length || joined(own, "folded").startsWith(folded)) return;
            addRow(first, last, grade, own.map(function (form) { return upTo(WRITTEN, plainWords(form)); }));
          });
        });
      }

      terms.forEach(function (term, number) {
        if (term.day) addDay(number, term);
        else if (term.isQuoted) {
          addRow(number, number, SAME, term.forms.map(function (form) { return upTo(UNMARKED, plainWords(form)); }));
        } else addWord(number, term);
      });
      for (var first = 0; first < terms.length; first += 1) {
        for (var last = first; last < Math.min(terms.length, first + LONGEST_NAME) && terms[last].isWord; last += 1) {
          var forms = terms.slice(first, last + 1).map(function (term) { return term.forms[0]; });
          var folded = joined(forms, "folded");
          var spelt = joined(forms, "spelt");
          addJoined(first, last, forms, folded, spelt);
          addAliases(first, last, forms, folded, spelt);
        }
      }
      /* `bits`: below of the terms that a word may answer, above of those that it answers without a slip. */
      var isAnyMarked = terms.some(function (term) { return term.forms.some(isMarked); });
      var plan = { terms: terms, costs: isAnyMarked ? COSTS : PLAIN_COSTS, bits: new Uint32Array(index.words.length),
        slot: new Uint32Array(index.words.length), slots: [null] };

      function slotOf(number) {
        if (!plan.slot[number]) {
          plan.slot[number] = plan.slots.length;
          plan.slots.push({ single: [], rows: [], days: [] });
        }
        return plan.slots[plan.slot[number]];
      }

      function mark(number, term, grade) {
        plan.bits[number] |= (1 << term) | (grade < OTHER_MARKS ? 1 << (term + MOST_TERMS) : 0);
      }

      rows.forEach(function (row) {
        if (!row.words.every(function (words) { return words.size; })) return;
        row.words[0].forEach(function (grade, number) {
          slotOf(number).rows.push(row);
          for (var term = row.first; term <= row.last; term += 1) mark(number, term, row.grade);
        });
      });
      var known = 0;
      single.forEach(function (grades, number) {
        grades.forEach(function (grade, term) {
          slotOf(number).single.push(term, grade);
          mark(number, term, grade);
          if (grade <= UNMARKED) known |= 1 << term;
        });
      });
      // the index has every word, so that none need be a slip
      plan.isKnown = terms.every(function (term, number) { return !term.isWord || (known >> number) & 1; });
      days.forEach(function (several, number) {
        slotOf(number).days = several;
        several.forEach(function (term) { mark(number, term, SAME); });
      });
      // what is asked first: only words without a slip; the end of a line is something to stop at
      plan.worst = SLIP_LONGER;
      plan.clean = Object.assign({}, plan, { worst: ALIAS, bits: plan.bits.map(function (bits) {
        return bits >>> MOST_TERMS;
      }) });
      plan.bits[0] = plan.clean.bits[0] = 1 << 31;
      return plan;
    }

    /* One line: its hits, and how well it answers. Hits lie in columns, so that a pass makes nothing to throw away. */

    var hits = { count: 0, first: new Int32Array(64), last: new Int32Array(64), grade: new Int32Array(64),
      at: new Int32Array(64), upTo: new Int32Array(64) };
    var chain = { stamp: new Int32Array(0), first: new Int32Array(0), cost: new Int32Array(0), began: new Int32Array(0),
      worst: new Int32Array(0) };
    var line = { phrase: NEVER, isWhole: false, window: NEVER, clean: 0, beside: 0 };
    var stamp = 0;
    var reached = 0;
    var seen = new Int32Array(32);

    function grown(columns, size) {
      Object.keys(columns).forEach(function (name) {
        if (name === "count") return;
        var larger = new Int32Array(size);
        larger.set(columns[name]);
        columns[name] = larger;
      });
    }

    function hit(first, last, grade, at, end) {
      if (hits.count === hits.at.length) grown(hits, hits.count * 2);
      var number = hits.count;
      hits.first[number] = first;
      hits.last[number] = last;
      hits.grade[number] = grade;
      hits.at[number] = at;
      hits.upTo[number] = end;
      hits.count += 1;
    }

    /* Fill `hits` from the line that starts at `at`; `reached` is its end. */
    function findHits(numbers, at, plan, year) {
      var bits = plan.bits;
      hits.count = 0;
      for (;;) {
        while (!bits[numbers[at]]) at += 1;
        var number = numbers[at];
        if (!number) break;
        var slot = plan.slots[plan.slot[number]];
        var single = slot.single;
        for (var each = 0; each < single.length; each += 2) {
          if (single[each + 1] <= plan.worst) hit(single[each], single[each], single[each + 1], at, at + 1);
        }
        for (var row = 0; row < slot.rows.length; row += 1) follow(numbers, at, slot.rows[row], plan.worst);
        for (var day = 0; day < slot.days.length; day += 1) findDay(numbers, at, plan, slot.days[day], year);
        at += 1;
      }
      reached = at;
    }

    function nextWord(numbers, at) {
      while (numbers[at] && !index.isWord[numbers[at]]) at += 1;
      return at;
    }

    function follow(numbers, start, row, most) {
      var at = start;
      var worst = row.grade;
      for (var word = 0; word < row.words.length; word += 1) {
        at = nextWord(numbers, at);
        var grade = row.words[word].get(numbers[at]);
        if (grade === undefined) return;
        if (grade > worst) worst = grade;
        at += 1;
      }
      if (worst > most) return;
      hit(row.first, row.last, worst, start, at);
    }

    function findDay(numbers, start, plan, term, year) {
      var asked = plan.terms[term].day;
      var near = asked.near;
      if (near) {
        for (var ahead = start, words = 0; numbers[ahead] && !near.has(numbers[ahead]) && words < LONGEST_DATE; ahead += 1) {
          words += index.isWord[numbers[ahead]];
        }
        if (!near.has(numbers[ahead])) return;
      }
      var row = [];
      var ends = [];
      for (var at = start; numbers[at] && row.length < LONGEST_DATE; at += 1) {
        var form = index.forms[numbers[at]];
        if (!form) continue;
        var next = numbers[at + 1];
        row.push({ form: form, after: !next ? "" : index.isWord[next] ? " " : index.words[next] });
        ends.push(at + 1);
      }
      var day = readDay(row);
      var fit = day ? tells(day, asked, year) : 0;
      if (fit) hit(term, term, fit === 2 ? SAME : ALIAS, start, ends[day.length - 1]);
    }

    function readLine(numbers, start, plan) {
      var size = plan.terms.length;
      var last = size - 1;
      line.phrase = line.window = NEVER;
      line.isWhole = false;
      line.clean = line.beside = 0;
      stamp += 1;
      if (chain.stamp.length < (reached - start + 1) * 32) grown(chain, (reached - start + 1) * 64);
      var firstWord = nextWord(numbers, start);
      var full = (1 << size) - 1;
      for (var number = 0; number < hits.count; number += 1) {
        var grade = hits.grade[number];
        var first = hits.first[number];
        var place = hits.at[number];
        var cost = plan.costs[grade] * (hits.last[number] - first + 1);
        var began = place;
        var worst = grade;
        if (first) {
          var before = (place - start) * 32 + first - 1;
          if (chain.stamp[before] === stamp) {
            line.beside |= 1 << first;
            first = chain.first[before];
            cost += chain.cost[before];
            began = chain.began[before];
            worst = Math.max(worst, chain.worst[before]);
          }
        }
        var end = nextWord(numbers, hits.upTo[number]);
        var slot = (end - start) * 32 + hits.last[number];
        if (chain.stamp[slot] !== stamp || first < chain.first[slot] ||
            (first === chain.first[slot] && cost < chain.cost[slot])) {
          chain.stamp[slot] = stamp;
          chain.first[slot] = first;
          chain.cost[slot] = cost;
          chain.began[slot] = began;
          chain.worst[slot] = worst;
        }
        if (first === 0 && hits.last[number] === last) {
          if (cost < line.phrase) line.phrase = cost;
          if (worst <= UNMARKED && began === firstWord && end === reached) line.isWhole = true;
        }
        if (grade < OTHER_MARKS) {
          for (var term = hits.first[number]; term <= hits.last[number]; term += 1) {
            seen[term] = place;
            line.clean |= 1 << term;
          }
          if (line.clean === full) {
            var least = seen[0];
            for (term = 1; term < size; term += 1) if (seen[term] < least) least = seen[term];
            if (hits.upTo[number] - least < line.window) line.window = hits.upTo[number] - least;
          }
        }
      }
    }

    function close(size) {
      return 2 * size + 2;
    }

    /* One page. */

    var best = new Int32Array(32);
    var places = new Int32Array(32);
    var phrases = new Int32Array(4);
    var windows = new Int32Array(4);
    var rated = { rating: 0, rank: 0 };

    function rate(shard, row, plan, weights, missing) {
      var size = plan.terms.length;
      var term;
      best.fill(NEVER);
      places.fill(0);
      phrases.fill(NEVER);
      windows.fill(NEVER);
      var isWhole = false;
      var together = 0;
      var beside = 0;
      var facts = 1 + shard.names[row];
      var sentences = facts + sum(shard.facts[row]);
      var numbers = shard.numbers;
      var end = shard.starts[row + 1];
      for (var at = shard.starts[row], number = 0; at < end; at = reached + 1, number += 1) {
        findHits(numbers, at, plan, shard.year[row]);
        if (!hits.count) continue;
        var place = number < facts ? TITLE : number < sentences ? FACTS : TEXT;
        readLine(numbers, at, plan);
        for (var each = 0; each < hits.count; each += 1) {
          var cost = plan.costs[hits.grade[each]];
          for (term = hits.first[each]; term <= hits.last[each]; term += 1) {
            if (cost < best[term]) best[term] = cost;
            if (hits.grade[each] < OTHER_MARKS && place > places[term]) places[term] = place;
          }
        }
        if (line.phrase < phrases[place]) phrases[place] = line.phrase;
        if (line.window < windows[place]) windows[place] = line.window;
        if (line.isWhole && place === TITLE) isWhole = true;
        beside |= line.beside;
        var held = 0;
        for (term = 0; term < size; term += 1) if ((line.clean >> term) & 1) held += weights[term];
        if (held > together) together = held;
      }
      var lost = 0;
      var total = 0;
      for (term = 0; term < size; term += 1) {
        if (best[term] === NEVER) lost += 1;
        else total += best[term];
      }
      if (lost > missing) return false;
      if (isWhole) return given(WHOLE, 0);
      for (place = TITLE; place >= TEXT; place -= 1) {
        if (phrases[place] < SLIP_COST) return given(PHRASE + place, -phrases[place]);
      }
      var slipped = -NEVER;
      var most = SLIP_COST * (maySlip(size) + 1);
      for (place = TITLE; place >= TEXT; place -= 1) {
        if (phrases[place] < most) slipped = Math.max(slipped, place * 1000 - phrases[place]);
      }
      if (size >= LONG + plan.isKnown && slipped > -NEVER) return given(LONG_SLIPPED, slipped);
      for (place = TITLE; place >= TEXT; place -= 1) {
        if (windows[place] <= close(size)) return given(NEAR + place, -(total * 64 + windows[place]));
      }
      if (slipped > -NEVER) return given(SLIPPED, slipped);
      var fine = 4 * together - total;
      var isClean = true;
      for (term = 0; term < size; term += 1) {
        if (places[term]) fine += weights[term] * (2 + places[term]);
        else {
          isClean = false;
          if (best[term] < NEVER) fine -= weights[term];
        }
        if ((beside >> term) & 1) fine += 6 * Math.min(weights[term - 1], weights[term]);
      }
      return given(missing ? PARTIAL : isClean ? SCATTERED : SCATTERED_SLIP, fine);
    }

    /* How many of so many terms may be slips, in a row or anywhere. */
    function maySlip(size) {
      return Math.max(1, Math.floor(size / TERMS_A_SLIP));
    }

    function given(rating, rank) {
      rated.rating = rating;
      rated.rank = rank;
      return true;
    }

    /* All pages. */

    function values(shard, row, facet) {
      if (facet === "year") return shard.year[row] ? [String(shard.year[row])] : [];
      if (facet === "type") return [shard.kind[row]];
      return shard[facet + "s"][row].map(function (number) { return index.labelled[facet][number]; });
    }

    /* Counts the values of a page; makes nothing to throw away, since a common word has thousands of pages. */
    function tally(counts, shard, row, facet) {
      if (facet === "type" || facet === "year") {
        var value = facet === "type" ? shard.kind[row] : shard.year[row];
        if (value) counts[value] = (counts[value] || 0) + 1;
        return;
      }
      var numbers = facet === "partner" ? shard.partners[row] : shard.topics[row];
      for (var at = 0; at < numbers.length; at += 1) {
        var code = index.labelled[facet][numbers[at]];
        counts[code] = (counts[code] || 0) + 1;
      }
    }

    function failing(shard, row, wanted) {
      return wanted.filter(function (facet) {
        return !values(shard, row, facet[0]).some(function (value) { return facet[1].indexOf(value) >= 0; });
      }).map(function (facet) { return facet[0]; });
    }

    function bitCount(mask) {
      var count = 0;
      for (; mask; mask &= mask - 1) count += 1;
      return count;
    }

    /* A pass over the index: which terms each page may answer, and how rare each term is. */
    function scanOf(plan) {
      var size = plan.terms.length;
      var count = 0;
      var having = new Array(size).fill(0);
      var bits = plan.bits;
      var masks = shards.map(function (shard) {
        var own = new Uint32Array(shard.size);
        var numbers = shard.numbers;
        for (var row = 0; row < shard.size; row += 1) {
          var mask = 0;
          for (var at = shard.starts[row], end = shard.starts[row + 1]; at < end; at += 1) mask |= bits[numbers[at]];
          own[row] = mask;
          for (var term = 0; term < size; term += 1) having[term] += (mask >>> (term + MOST_TERMS)) & 1;
        }
        count += shard.size;
        return own;
      });
      return { plan: plan, masks: masks, weights: having.map(function (several) {
        return 33 - Math.clz32(Math.floor(count / Math.max(1, several)));
      }) };
    }

    /* Of the terms, so many may be missing, and so many missing or slips. A page may fail one facet, so that what
       choosing another value of it would show can be counted. */
    function rateAll(scan, wanted, slips, missing) {
      var kept = [];
      var size = scan.plan.terms.length;
      var full = (1 << size) - 1;
      var plan = slips ? scan.plan : scan.plan.clean;
      shards.forEach(function (shard, number) {
        for (var row = 0; row < shard.size; row += 1) {
          var mask = scan.masks[number][row];
          if (bitCount(full & ~mask) > missing || bitCount(full & ~(mask >>> MOST_TERMS)) > slips) continue;
          var fails = wanted.length ? failing(shard, row, wanted) : [];
          if (fails.length > 1 || !rate(shard, row, plan, scan.weights, missing)) continue;
          kept.push({ shard: shard, row: row, rating: rated.rating, rank: rated.rank, failing: fails,
            order: kept.length });
        }
      });
      return kept;
    }

    function find(text, facets) {
      var terms = readQuery(text);
      var size = terms.length;
      var plan = planOf(terms);
      var wanted = FACETS.map(function (facet) { return [facet, (facets && facets[facet]) || []]; })
        .filter(function (facet) { return facet[1].length; });
      var found = { plan: plan.clean, rated: [], isPartial: false, counts: {}, suggestion: "" };
      FACETS.forEach(function (facet) { found.counts[facet] = {}; });
      if (!size && !wanted.length) return found;
      var missing = 0;
      var scan = scanOf(plan);
      var all = rateAll(scan, wanted, 0, 0);
      var near = size >= LONG ? LONG_SLIPPED : SLIPPED;
      if (size && !all.some(function (each) { return each.rating > near && !each.failing.length; })) {
        found.plan = plan;
        all = rateAll(scan, wanted, maySlip(size), 0);
        if (size >= MAY_LACK && all.every(function (each) { return each.failing.length; })) {
          missing = Math.max(1, Math.floor(size / MAY_LACK));
          all = rateAll(scan, wanted, missing, missing);
        }
        if (all.some(function (each) { return each.rating >= SCATTERED && !each.failing.length; })) {
          all = all.filter(function (each) { return each.rating >= SCATTERED; });
        }
      }
      all.sort(function (one, other) {
        return other.rating - one.rating || other.rank - one.rank || one.order - other.order;
      });
      all.forEach(function (each) {
        FACETS.forEach(function (facet) {
          if (each.failing.length && each.failing[0] !== facet) return;
          tally(found.counts[facet], each.shard, each.row, facet);
        });
      });
      found.rated = all.filter(function (each) { return !each.failing.length; });
      found.isPartial = missing > 0 && found.rated.length > 0;
      return found;
    }

    function groupOf(kind) {
      return kind === "article" || kind === "outcome" ? kind : "entry";
    }

    function search(asked) {
      var found = find(asked.text, asked.facets);
      if (found.plan.terms.length && (found.isPartial || !found.rated.length)) {
        found.suggestion = suggestion(asked, found.plan);
      }
      var groups = { article: [], entry: [], outcome: [] };
      var isName = false;
      found.rated.forEach(function (each) {
        var group = groupOf(each.shard.kind[each.row]);
        if (group === "entry" && each.rating === WHOLE) isName = true;
        groups[group].push(each);
      });
      return {
        isPartial: found.isPartial,
        suggestion: found.suggestion,
        counts: found.counts,
        total: found.rated.length,
        groups: (isName ? ["entry", "article", "outcome"] : ["article", "entry", "outcome"])
          .filter(function (name) { return groups[name].length; })
          .map(function (name) {
            return { name: name, total: groups[name].length, results: groups[name].slice(0, asked.limits[name])
              .map(function (each) { return result(each, found.plan); }) };
          }),
      };
    }

    function suggestion(asked, plan) {
      var all = 0; // of nothing found the plan has every slip
      plan.bits.forEach(function (bits) { all |= bits; });
      var kept = plan.terms.filter(function (term, number) { return (all >> number) & 1; })
        .map(function (term) { return term.typed.join(" "); });
      var latin = asked.text.split("").map(function (char) { return LOOK_ALIKE[char] || char; }).join("");
      return [latin, kept.join(" ")].find(function (text) {
        if (!text || text === asked.text) return false;
        var found = find(text, asked.facets);
        return found.rated.length && !found.isPartial;
      }) || "";
    }

    /* A page as it is shown, with the line that answers best. */
    function result(each, plan) {
      var shard = each.shard;
      var row = each.row;
      var numbers = shard.numbers;
      var names = 1 + shard.names[row];
      var facts = sum(shard.facts[row]);
      var end = shard.starts[row + 1];
      var lines = [];
      var clean = 0;
      var chosen = names;
      var value = [-1, 0, 0, 0];
      for (var at = shard.starts[row]; at < end; at = reached + 1) {
        findHits(numbers, at, plan, shard.year[row]);
        var own = { start: at, end: reached, hits: [], clean: 0 };
        for (var number = 0; number < hits.count; number += 1) {
          own.hits.push({ first: hits.first[number], last: hits.last[number], grade: hits.grade[number],
            at: hits.at[number], end: hits.upTo[number] });
        }
        if (hits.count) {
          readLine(numbers, at, plan);
          own.clean = line.clean;
          clean |= line.clean;
          var here = lines.length;
          if (here >= names) {
            var rival = [line.phrase < SLIP_COST ? 3 : line.window <= close(plan.terms.length) ? 2
              : line.phrase < NEVER ? 1 : 0, bitCount(line.clean), isTitle(own) ? 0 : 1,
              here < names + facts ? FACTS : TEXT];
            if (isBetter(rival, value)) {
              chosen = here;
              value = rival;
            }
          }
        }
        lines.push(own);
      }

      function isTitle(own) {
        if (own.end - own.start !== lines[0].end - lines[0].start) return false;
        for (var place = 0; place < own.end - own.start; place += 1) {
          if (numbers[own.start + place] !== numbers[lines[0].start + place]) return false;
        }
        return true;
      }

      function shown(own) {
        var text = "";
        var lit = [];
        if (!own) return { text: text, lit: lit };
        var isLit = new Set();
        // where one line holds the phrase, single words of it elsewhere tell nothing
        var isStray = value[0] === 3 && own.clean !== (1 << plan.terms.length) - 1;
        if (!isStray) own.hits.forEach(function (one) {
          var bits = (2 << one.last) - (1 << one.first);
          if (one.grade < OTHER_MARKS || bits & ~clean) for (var at = one.at; at < one.end; at += 1) isLit.add(at);
        });
        for (var at = own.start; at < own.end; at += 1) {
          var isWord = index.isWord[numbers[at]];
          if (isWord && at > own.start && index.isWord[numbers[at - 1]]) text += " ";
          if (isWord && isLit.has(at)) lit.push([text.length, text.length + index.words[numbers[at]].length]);
          text += index.words[numbers[at]];
        }
        return { text: text, lit: lit };
      }

      var title = shown(lines[0]);
      var whole = shown(lines[chosen]);
      var snippet = cutAround(whole.text, whole.lit);
      var anchor = "";
      if (value[0] >= 0) {
        var text = chosen - names - facts;
        var place = text >= 0 ? anchorAt(shard.sentences[row], text) : anchorAt(shard.facts[row], chosen - names);
        if (place) anchor = "#" + (text >= 0 ? "s" : "f") + place;
      }
      return { kind: shard.kind[row], title: title.text, titleLit: title.lit, address: shard.uri[row] + anchor,
        snippet: snippet.text, snippetLit: snippet.lit, date: shard.date[row],
        partners: values(shard, row, "partner").map(function (code) { return index.labels.partners[code]; }),
        words: whole.lit.map(function (lit) { return whole.text.slice(lit[0], lit[1]); }) };
    }

    function isBetter(one, other) {
      for (var at = 0; at < one.length; at += 1) if (one[at] !== other[at]) return one[at] > other[at];
      return false;
    }

    function cutAround(text, lit) {
      text = text.trimEnd();
      if (text.length <= SNIPPET) return { text: text, lit: lit };
      var start = Math.max(0, (lit.length ? lit[0][0] : 0) - BEFORE);
      start = Math.min(start, Math.max(0, text.length - SNIPPET));
      if (start) {
        start = text.indexOf(" ", start) + 1;
        if (lit.length && start > lit[0][0]) start = lit[0][0];
      }
      var end = text.length;
      if (start + SNIPPET < end) {
        var space = text.lastIndexOf(" ", start + SNIPPET - 1);
        end = space > start ? space : start + SNIPPET;
      }
      var head = start ? "\u2026" : "";
      var shift = head.length - start;
      return {
        text: head + text.slice(start, end) + (end < text.length ? "\u2026" : ""),
        lit: lit.filter(function (one) { return one[0] >= start && one[1] <= end; })
          .map(function (one) { return [one[0] + shift, one[1] + shift]; }),
      };
    }

    /* What the page says to the engine, and what it answers. */
    return function (message) {
      if (message.hello) return answer({ hello: true });
      if (message.part) {
        return take(message.part, message.number, message.signs).then(function () {
          answer({ taken: message.part, number: message.number, shards: index ? index.shards : 0,
            labels: message.part === "words" ? index.labels : null });
        }, function (error) {
          answer({ broken: String(error) });
        });
      }
      if (!index) return undefined;
      var reply = search(message);
      reply.id = message.id;
      return answer(reply);
    };
  }

  window.briefingEngine = engine;
})();
