/** Words that come from outside or go outside, in one form everywhere: safe text, quotes, the names of entities, JSON. */
@NullMarked
package io.gpusched.words;

import org.jspecify.annotations.NullMarked;
